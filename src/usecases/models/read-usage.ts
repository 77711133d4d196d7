import { z } from 'zod'
import { readUsage, type UsageGroup, type UsageRow, usageGroups } from '../../storage/read-usage.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import { firstInstant, lastInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import { dollars } from '../views/money.ts'
import type { UsageItem, UsageTotal, UsageView } from '../views/usage-views.ts'
import { toFigures } from './to-figures.ts'

const known: ReadonlySet<string> = new Set(usageGroups)

export const usageQuery = z.strictObject({
  ...pageQuery,
  group: z
    .string()
    .max(100)
    .default('day')
    .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))] as UsageGroup[])
    .refine((names) => names.every((name) => known.has(name)), `write some of ${usageGroups.join(', ')}, with commas`)
    .describe(`Some of ${usageGroups.join(', ')}, separated by commas; days are those of UTC`),
  from: pointInTime.optional(),
  to: pointInTime.optional(),
  meetingId: z.uuid().optional(),
  runId: z.uuid().optional(),
})

type Query = { tenantId: string } & z.infer<typeof usageQuery>

/** What models were asked and what it cost, by any groups, with the total of all of them. */
export const createReadUsage =
  (read: TenantWork) =>
  ({ tenantId, group, cursor, limit, from, to, ...filter }: Query): Promise<UsageView> => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, z.array(z.string()).length(group.length))
    return read(tenantId, async (tx) => {
      const zone = await readTimeZone(tx, tenantId)
      const period = {
        ...(from === undefined ? {} : { from: firstInstant(from, zone) }),
        ...(to === undefined ? {} : { to: lastInstant(to, zone) }),
      }
      const rows = await readUsage(tx, tenantId, group, { ...filter, ...period }, { after, limit: limit + 1 })
      const [total, ...items] = rows
      if (total === undefined) throw new Error('an aggregate over everything returned no row')
      const page = pageOf(
        items,
        limit,
        (row) => toItem(group, row),
        ({ keys }) => keys,
      )
      return { ...page, total: toTotal(total) }
    })
  }

const toItem = (groups: readonly UsageGroup[], row: UsageRow): UsageItem => ({
  ...Object.fromEntries(groups.map((group, at) => [group, row.keys[at] || null])),
  ...toTotal(row),
})

const toTotal = (row: UsageRow): UsageTotal => ({
  ...toFigures(row),
  cached: { answers: row.cachedAnswers, saved: dollars(row.savedCost), unknownSavings: row.unknownSavings },
})
