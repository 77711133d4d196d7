import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { listRuns } from '../../storage/read-runs.ts'
import type { Enqueue, RunsPort } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'

export const replayRunsBody = z
  .strictObject({
    status: z.enum(['failed', 'parked', 'cancelled', 'completed_with_gaps']),
    code: z.string().max(60).optional().describe('Only runs that ended with this error code'),
    limit: z.int().min(1).max(1000).default(100),
    dryRun: z.boolean().default(true).describe('Say what would be replayed, and do nothing'),
  })
  .meta({ id: 'ReplayRuns' })

export const replayRunsView = z
  .object({ dryRun: z.boolean(), matched: z.int(), replayed: z.array(z.uuid()), refused: z.array(z.uuid()) })
  .meta({ id: 'ReplayedRuns' })

/** Does many runs again: what did not get done of each. One transaction a run, so that one refusal stops no other. */
export const createReplayRuns =
  (deps: { read: TenantWork; work: TenantWork; runs: Pick<RunsPort, 'resumeRun'>; enqueue: Enqueue }) =>
  async (command: { tenantId: string } & z.infer<typeof replayRunsBody>): Promise<z.infer<typeof replayRunsView>> => {
    const { tenantId, status, code, limit, dryRun } = command
    const found = await deps.read(tenantId, (tx) => listRuns(tx, tenantId, { status, code }, limit))
    const result = { dryRun, matched: found.length, replayed: [] as string[], refused: [] as string[] }
    if (dryRun) return result
    for (const { id: runId } of found) {
      try {
        const { dispatch } = await deps.work(tenantId, (tx) => deps.runs.resumeRun(tx, { tenantId, runId }))
        await deps.enqueue(dispatch)
        result.replayed.push(runId)
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'storage_unavailable') throw error
        result.refused.push(runId)
      }
    }
    return result
  }
