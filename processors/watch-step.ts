import type { StepPayload } from '../queues/payloads.ts'
import { errorTypeOf } from '../src/platform/error-type.ts'
import type { Metrics } from '../src/platform/metrics.ts'
import type { Span, Tracing } from '../src/platform/tracing.ts'
import type { EndedRun } from '../src/runs/end-step.ts'
import type { ClaimedStep } from '../src/storage/steps.ts'
import type { Outcome, StepEffects } from './outcome.ts'

/** What came of one start of a step. */
export type Told = {
  outcome: Outcome['kind'] | 'retried' | 'failed' | 'given_back' | 'left'
  engine?: string | undefined
  fallbacks?: readonly { reason: string }[] | undefined
  /** What was committed with the step. */
  effects?: StepEffects | undefined
  error?: unknown
  /** Set when the run ended with this step. */
  endedRun?: EndedRun | null | undefined
}

/** Sees one start of a step from its claim on; `work` tells what came of it as soon as that is recorded. */
export type WatchStep = (
  start: { payload: StepPayload; claimed: ClaimedStep },
  work: (tell: (told: Told) => void) => Promise<void>,
) => Promise<void>

export const watchNothing: WatchStep = (_start, work) => work(() => {})

/** A span for each start of a step, below the request that the run came from, and the figures of the pipeline. */
export const createWatchStep =
  ({ tracing, metrics }: { tracing: Tracing; metrics: Metrics }): WatchStep =>
  ({ payload, claimed }, work) => {
    const { tenantId, runId, step, traceparent } = payload
    const { meetingId, kind, attempts, waitedMs } = claimed
    const attributes = {
      'throughline.tenant.id': tenantId,
      'throughline.run.id': runId,
      'throughline.run.kind': kind,
      'throughline.meeting.id': meetingId,
      'throughline.step.name': step,
      'throughline.step.attempt': attempts,
      'throughline.step.waited_ms': waitedMs,
    }
    return tracing.withSpan({ name: `step ${step}`, kind: 'consumer', parent: traceparent, attributes }, (span) => {
      const startedAt = performance.now()
      metrics.observe('step_wait_seconds', { step }, waitedMs / 1_000)
      return work((told) => {
        metrics.observe('step_duration_seconds', { step }, (performance.now() - startedAt) / 1_000)
        metrics.count('step_outcomes_total', { step, outcome: told.outcome })
        countFindings(metrics, step, told)
        if (told.endedRun) countRun(metrics, kind, told.endedRun)
        describe(span, told)
      })
    })
  }

/** The outcome with its effects in sight: what the figures need is taken out of them before they are stored. */
export const watchEffects = (outcome: Outcome): { outcome: Outcome; effects: () => StepEffects | undefined } => {
  let effects: StepEffects | undefined
  if (outcome.kind !== 'done' || !outcome.commit) return { outcome, effects: () => undefined }
  const { commit } = outcome
  return {
    outcome: {
      ...outcome,
      commit: async (tx) => {
        effects = await commit(tx)
        const { counted, ...stored } = effects ?? {}
        return stored
      },
    },
    effects: () => effects,
  }
}

const countFindings = (metrics: Metrics, step: string, { effects, fallbacks = [], outcome, error }: Told): void => {
  for (const [type, count] of Object.entries(effects?.counted?.entities ?? {}))
    metrics.count('entities_extracted_total', { entity_type: type }, count)
  for (const { dimension, to } of effects?.counted?.transitions ?? [])
    metrics.count('state_transitions_created_total', { dimension, to_state: to })
  if (step !== 'extract') return
  const reasons = [...fallbacks, ...(effects?.coverage?.gaps ?? [])].map((one) => one.reason)
  if (outcome === 'failed' || outcome === 'retried') reasons.push(errorTypeOf(error))
  for (const reason of reasons) metrics.count('extraction_failures_total', { failure_reason: reason })
}

const countRun = (metrics: Metrics, kind: string, { status, segments, durationMs }: EndedRun): void => {
  metrics.count('runs_ended_total', { status })
  if (kind === 'meeting' && status.startsWith('completed'))
    metrics.observe('meeting_ingestion_duration_seconds', { size: sizeOf(segments) }, durationMs / 1_000)
}

const sizeOf = (segments: number): string => (segments <= 100 ? 'small' : segments <= 500 ? 'medium' : 'large')

const describe = (span: Span, { outcome, engine, fallbacks = [], error, endedRun }: Told): void => {
  span.set({
    'throughline.step.outcome': outcome,
    'throughline.step.engine': engine,
    'throughline.step.fallbacks': fallbacks.length || undefined,
    'throughline.run.status': endedRun?.status,
  })
  if (outcome === 'failed' || outcome === 'retried') span.fail(errorTypeOf(error))
}
