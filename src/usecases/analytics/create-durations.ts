import type { z } from 'zod'
import { type CountedDays, quantileOf } from '../../domain/forecast/quantile.ts'
import { readCycles } from '../../storage/read-analytics.ts'
import { readMoves } from '../../storage/read-forecast.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import type { ModelInForce } from '../entities/model-cache.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { DurationsView } from '../views/analytics-views.ts'
import { iso } from '../views/common.ts'
import { chosenDimensions, type durationQuery, hasValues, periodOf, type periodOnlyQuery } from './analytics-query.ts'

type Deps = { read: TenantWork; modelInForce: ModelInForce; now: () => Date }
type Query<Schema extends z.ZodType> = { tenantId: string } & z.infer<Schema>
type Case = CountedDays & { type: string; dimension: string; value: string }

/** How long things take. */
export const createDurations = ({ read, modelInForce, now }: Deps) => ({
  /** Days spent in each value, of those that left it; the latest 20,000 moves of each dimension. */
  readTimeInState: ({ tenantId, type, dimension }: Query<typeof durationQuery>): Promise<DurationsView> =>
    read(tenantId, async (tx) => {
      const dimensions = chosenDimensions(await modelInForce(tx, tenantId), dimension, hasValues).map(
        ({ name }) => name,
      )
      const moves = await readMoves(tx, tenantId, { dimensions, type })
      const cases = moves.flatMap(({ days, from, ...move }) => (days === null ? [] : [{ ...move, days, value: from }]))
      return { from: null, to: null, rows: summarize(cases) }
    }),

  /** Days from the first known value to the last one, by the value in which things ended; the latest 5,000 endings. */
  readCycleTime: ({ tenantId, type, dimension, ...said }: Query<typeof periodOnlyQuery>): Promise<DurationsView> =>
    read(tenantId, async (tx) => {
      const chosen = chosenDimensions(await modelInForce(tx, tenantId), dimension, hasValues)
      const values = chosen.flatMap((each) => each.values.flatMap(({ value, terminal }) => (terminal ? [value] : [])))
      const period = periodOf(said, await readTimeZone(tx, tenantId), now())
      const dimensions = chosen.map(({ name }) => name)
      const cases = await readCycles(tx, tenantId, { dimensions, type, values, ...period })
      return { from: iso(period.from), to: iso(period.to), rows: summarize(cases) }
    }),
})

function summarize(cases: readonly Case[]): DurationsView['rows'] {
  const groups = new Map<string, Case[]>()
  for (const each of cases) {
    const key = JSON.stringify([each.type, each.dimension, each.value])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => rowOf(group))
}

function rowOf(group: readonly Case[]): DurationsView['rows'] {
  const [first] = group
  const [p10, p50, p90] = [quantileOf(group, 0.1), quantileOf(group, 0.5), quantileOf(group, 0.9)]
  if (!first || p10 === null || p50 === null || p90 === null) return []
  const count = group.reduce((sum, each) => sum + each.count, 0)
  const mean = group.reduce((sum, each) => sum + each.days * each.count, 0) / count
  const { type, dimension, value } = first
  return [{ type, dimension, value, count, days: { p10, p50, p90, mean: Math.round(mean * 10) / 10 } }]
}
