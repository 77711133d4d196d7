import type { Database } from '../../storage/client.ts'
import { countExpired, purgeables, purgeSome } from '../../storage/purge.ts'
import { countOldWords, removeOldWords } from '../../storage/purge-words.ts'
import { listTenantIds } from '../../storage/tenants.ts'
import type { TenantWork } from '../tenant-work.ts'

/** `transcripts` are the words of meetings, counted by meeting; the others are rows that are not the record. */
export const retained = ['transcripts', ...purgeables] as const
export type Retained = (typeof retained)[number]

/** Days for which each is kept; what is not named is kept for good. */
export type RetentionDays = Partial<Record<Retained, number>>

export type RetentionReport = { tenantId: string; removed: Partial<Record<Retained, number>> }

/** Of one transaction: no lock is held for long. A meeting has hundreds of rows. */
const atOnce = (what: Retained): number => (what === 'transcripts' ? 10 : 1_000)

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
      for (const what of retained) {
        const limit = days[what]
        if (limit === undefined) continue
        const rows = options.dryRun
          ? await count(deps.work, tenantId, what, limit)
          : await purge(deps.work, tenantId, { what, days: limit }, options.signal)
        if (rows > 0) removed[what] = rows
      }
      if (Object.keys(removed).length > 0) reports.push({ tenantId, removed })
    }
    return reports
  }

const count = (work: TenantWork, tenantId: string, what: Retained, days: number): Promise<number> =>
  work(tenantId, (tx) =>
    what === 'transcripts' ? countOldWords(tx, tenantId, days) : countExpired(tx, tenantId, what, days),
  )

const purge = async (
  work: TenantWork,
  tenantId: string,
  { what, days }: { what: Retained; days: number },
  signal: AbortSignal | undefined,
): Promise<number> => {
  const most = atOnce(what)
  const some = () =>
    work(tenantId, (tx) =>
      what === 'transcripts'
        ? removeOldWords(tx, tenantId, { days, most })
        : purgeSome(tx, tenantId, { what, days, most }),
    )
  let total = 0
  for (let rows = most; rows === most; total += rows) {
    signal?.throwIfAborted()
    rows = await some()
  }
  return total
}
