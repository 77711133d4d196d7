import { randomBytes } from 'node:crypto'

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** Continues a W3C trace with a span of our own, or starts one. A malformed header counts as none. */
export const continueTrace = (header: string | undefined): { traceparent: string; traceId: string } => {
  const [, traceId, parent, flags] = pattern.exec(header ?? '') ?? []
  const valid = traceId !== undefined && !/^0+$/.test(traceId) && !/^0+$/.test(parent ?? '')
  const trace = valid ? traceId : randomBytes(16).toString('hex')
  return { traceId: trace, traceparent: `00-${trace}-${randomBytes(8).toString('hex')}-${valid ? flags : '01'}` }
}

/** A header for work that belongs to a trace of which only the id is known. */
export const traceparentOf = (traceId: string): string => `00-${traceId}-${randomBytes(8).toString('hex')}-01`
