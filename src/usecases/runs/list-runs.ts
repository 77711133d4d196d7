import { z } from 'zod'
import { runStatuses } from '../../domain/run/run.ts'
import { readRunCalls } from '../../storage/read-run-calls.ts'
import { listRuns } from '../../storage/read-runs.ts'
import { decodeCursor, pageOf, pageQuery, timedPlace } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { RunView } from '../views/run-view.ts'
import { runSelection } from './run-selection.ts'
import { toRunView } from './to-run-view.ts'

export const listRunsQuery = z.strictObject({
  ...pageQuery,
  status: z.enum(runStatuses).optional(),
  ...runSelection,
})

/** Latest first. */
export const createListRuns =
  (read: TenantWork) =>
  ({
    tenantId,
    cursor,
    limit,
    status,
    ...selection
  }: { tenantId: string } & z.infer<typeof listRunsQuery>): Promise<Page<RunView>> => {
    const place = cursor === undefined ? undefined : decodeCursor(cursor, timedPlace)
    const after = place === undefined ? undefined : { createdAt: place[0], id: place[1] }
    const filter = { ...selection, statuses: status === undefined ? undefined : [status] }
    return read(tenantId, async (tx) => {
      const rows = await listRuns(tx, tenantId, { ...filter, after }, limit + 1)
      const calls = await readRunCalls(
        tx,
        tenantId,
        rows.map((row) => row.id),
      )
      return pageOf(
        rows,
        limit,
        (row) => toRunView(row, calls),
        (row) => [row.createdAt, row.id],
      )
    })
  }
