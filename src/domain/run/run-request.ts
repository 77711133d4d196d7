/** A run that is asked for, with the steps of its kind. */
export type RunRequest = {
  tenantId: string
  runId: string
  /** Null for work on the record that belongs to no meeting (`respot`, `refold`). */
  meetingId: string | null
  kind: string
  generation: number
  revision: number
  priority: string
  /** Optional steps that are not wanted. */
  skip: readonly string[]
  /** Ids and numbers for the processors; never content. */
  params: Record<string, unknown>
  traceparent: string
}
