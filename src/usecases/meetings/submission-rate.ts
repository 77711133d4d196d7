import { overLimit } from '../../domain/access/over-limit.ts'
import { takeSubmissionTurn, untilNextSubmission } from '../../storage/submission-rate.ts'
import type { Tx } from '../../storage/tx.ts'
import type { TenantWork } from '../tenant-work.ts'

/**
 * Holds a tenant to its submissions a minute, counted in the database over all processes. `early` refuses before a
 * transcript is looked at and without waiting for anybody, `surely` in the transaction that starts the run.
 */
export const submissionRate = (tenantId: string, perMinute: number | null) => {
  const refuse = (retryAfterMs: number | null): void => {
    if (perMinute === null || retryAfterMs === null) return
    const message = `At most ${perMinute} meetings a minute are taken from this tenant; send this one again later.`
    throw overLimit('submissionsPerMinute', perMinute, message, retryAfterMs)
  }
  return {
    early: async (work: TenantWork): Promise<void> => {
      if (perMinute !== null) refuse(await work(tenantId, (tx) => untilNextSubmission(tx, tenantId, perMinute)))
    },
    surely: async (tx: Tx): Promise<void> => {
      if (perMinute !== null) refuse(await takeSubmissionTurn(tx, tenantId, perMinute))
    },
  }
}
