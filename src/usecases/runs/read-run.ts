import { AppError } from '../../domain/errors.ts'
import { readRunCalls } from '../../storage/read-run-calls.ts'
import { listRuns } from '../../storage/read-runs.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { RunView } from '../views/run-view.ts'
import { toRunView } from './to-run-view.ts'

export type ReadRun = (ref: { tenantId: string; runId: string }) => Promise<RunView>

export const createReadRun =
  (read: TenantWork): ReadRun =>
  ({ tenantId, runId }) =>
    read(tenantId, async (tx) => {
      const [row] = await listRuns(tx, tenantId, { id: runId }, 1)
      if (row === undefined) throw new AppError('not_found', `There is no run ${runId}.`)
      return toRunView(row, await readRunCalls(tx, tenantId, [runId]))
    })
