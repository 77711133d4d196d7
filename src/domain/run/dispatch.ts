/** A step that a transaction made ready and dispatched: what the queue is told right after the commit. Ids only. */
export type Dispatch = {
  tenantId: string
  runId: string
  step: string
  queue: string
  /** Number of the dispatch; part of the job id, so that adding a job twice is harmless and an old job finds nothing. */
  epoch: number
  traceparent: string
  /** Place on the queue, lower first. */
  turn: number
}
