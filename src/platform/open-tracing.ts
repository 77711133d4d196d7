import type { Logger } from './logger.ts'
import { noTracing, type Tracing } from './tracing.ts'

/**
 * Tracing for this process. Where spans go, and how many of them, is told by the standard variables of OpenTelemetry
 * (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_SAMPLER`, …). Its code is loaded only when it is on.
 */
export const openTracing = async (options: {
  on: boolean
  /** Which of our processes this is: `api`, `worker`. */
  role: string
  version: string
  log: Pick<Logger, 'warn'>
}): Promise<Tracing> => {
  if (!options.on) return noTracing
  const { createOtlpTracing } = await import('./otlp-tracing.ts')
  return createOtlpTracing(options)
}
