import type { Database } from '../../storage/client.ts'
import { countExpired, type Purgeable, purgeables, purgeSome } from '../../storage/purge.ts'
import { listTenantIds } from '../../storage/tenants.ts'
import type { TenantWork } from '../tenant-work.ts'

/** Days for which each is kept; what is not named is kept for good. */
export type RetentionDays = Partial<Record<Purgeable, number>>

export type RetentionReport = { tenantId: string; removed: Partial<Record<Purgeable, number>> }

/** Rows of one transaction: no lock is held for long. */
const rowsAtOnce = 1_000

/**
 * Removes what is older than it is kept for, over all tenants, in small transactions. Any number of processes may do it
 * at once, and it may be stopped anywhere. With `dryRun` it only counts. One report for each tenant with anything to remove.
 */
export const createApplyRetention =
  (deps: { database: Database; work: TenantWork }) =>
  async (days: RetentionDays, options: { dryRun: boolean; signal?: AbortSignal }): Promise<RetentionReport[]> => {
    const reports: RetentionReport[] = []
    for (const tenantId of await listTenantIds(deps.database)) {
      const removed: RetentionReport['removed'] = {}
      for (const what of purgeables) {
        const limit = days[what]
        if (limit === undefined) continue
        const rows = options.dryRun
          ? await deps.work(tenantId, (tx) => countExpired(tx, tenantId, what, limit))
          : await purge(deps.work, tenantId, { what, days: limit }, options.signal)
        if (rows > 0) removed[what] = rows
      }
      if (Object.keys(removed).length > 0) reports.push({ tenantId, removed })
    }
    return reports
  }

const purge = async (
  work: TenantWork,
  tenantId: string,
  rule: { what: Purgeable; days: number },
  signal: AbortSignal | undefined,
): Promise<number> => {
  let total = 0
  for (let rows = rowsAtOnce; rows === rowsAtOnce; total += rows) {
    signal?.throwIfAborted()
    rows = await work(tenantId, (tx) => purgeSome(tx, tenantId, { ...rule, most: rowsAtOnce }))
  }
  return total
}
