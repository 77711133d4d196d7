import { randomBytes } from 'node:crypto'

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** The parts of a W3C traceparent; undefined for one that is malformed or all zeros. */
export const parseTraceparent = (
  header: string | undefined,
): { traceId: string; spanId: string; traceFlags: number } | undefined => {
  const [, traceId, spanId, flags] = pattern.exec(header ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) }
}

/** Continues a W3C trace with a span of our own, or starts one. A malformed header counts as none. */
export const continueTrace = (header: string | undefined): { traceparent: string; traceId: string } => {
  const known = parseTraceparent(header)
  const traceId = known?.traceId ?? randomBytes(16).toString('hex')
  const flags = (known?.traceFlags ?? 1).toString(16).padStart(2, '0')
  return { traceId, traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-${flags}` }
}

/** A header for work that belongs to a trace of which only the id is known. */
export const traceparentOf = (traceId: string): string => `00-${traceId}-${randomBytes(8).toString('hex')}-01`
