import { z } from 'zod'
import { dateIn, dayMs } from '../../domain/forecast/calendar.ts'
import { type Expectation, forecastDimension } from '../../domain/forecast/forecast-dimension.ts'
import { historyOf } from '../../domain/forecast/moves.ts'
import type { Evidence } from '../../domain/observation/observation.ts'
import { viewOf } from '../../domain/tracking-model/model-view.ts'
import {
  type OpenStateRow,
  readLatestPlans,
  readMoves,
  readOpenStates,
  readStays,
} from '../../storage/read-forecast.ts'
import { readStates } from '../../storage/read-state.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import type { ModelInForce } from '../entities/model-cache.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso } from '../views/common.ts'
import type { ForecastListView } from '../views/forecast-views.ts'
import { endedValues } from './ended-values.ts'
import { toExpectationView } from './to-expectation-view.ts'
import { toPlan, toStanding } from './to-standing.ts'

export const listForecastsQuery = z.strictObject({
  type: z.string().max(40).optional(),
  project: z.string().max(200).optional().describe('Spoken of in meetings of this project'),
  within: z.coerce.number().int().min(1).max(3650).default(30).describe('Expected within so many days from now'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

type Query = { tenantId: string } & z.infer<typeof listForecastsQuery>
type Deps = { read: TenantWork; modelInForce: ModelInForce; now: () => Date }

/** So many values are looked at, those that changed last. */
const mostStates = 5000

/** What is expected soon, the first first; what should have happened already comes before that. */
export const createListForecasts =
  (deps: Deps) =>
  ({ tenantId, type, project, within, limit }: Query): Promise<ForecastListView> =>
    deps.read(tenantId, async (tx) => {
      const now = deps.now()
      const model = await deps.modelInForce(tx, tenantId)
      if (model === null) return { at: iso(now), inferred: true, items: [], examined: 0, complete: true }
      const dimensions = model.dimensions.filter(({ kind, many }) => kind === 'vocabulary' && !many)
      const names = dimensions.map(({ name }) => name)
      const filter = { dimensions: names, ended: endedValues(model), type, project }
      const rows = await readOpenStates(tx, tenantId, filter, mostStates + 1)
      const looked = rows.slice(0, mostStates)
      const plans = await readLatestPlans(tx, tenantId)
      const alike = { dimensions: names, type }
      const history = historyOf(await readMoves(tx, tenantId, alike), await readStays(tx, tenantId, { ...alike, now }))
      const context = { view: viewOf(model), history, nowMs: now.getTime(), zone: await readTimeZone(tx, tenantId) }
      const byEntity = new Map<string, typeof plans>()
      for (const plan of plans) byEntity.set(plan.entityId, [...(byEntity.get(plan.entityId) ?? []), plan])
      const told = looked.flatMap((row) => {
        const dimension = context.view.dimension(row.dim)
        if (!dimension) return []
        const given = {
          standing: toStanding({ ...row, evidence: [] }),
          plans: (byEntity.get(row.entityId) ?? []).map(toPlan),
        }
        return [{ row, expectation: forecastDimension(dimension, row.type, given, context) }]
      })
      const last = dateIn(now.getTime() + within * dayMs, context.zone)
      const soon = told.filter(({ expectation: { expectedOn } }) => expectedOn !== null && expectedOn <= last)
      const shown = soon.sort(byDay).slice(0, limit)
      const states = await readStates(
        tx,
        tenantId,
        shown.map(({ row }) => row.entityId),
      )
      const evidenceOf = (row: OpenStateRow): Evidence[] =>
        states.flatMap((state) =>
          state.entityId === row.entityId && state.dim === row.dim ? (state.evidence as Evidence[]) : [],
        )
      return {
        at: iso(now),
        inferred: true,
        items: shown.map(({ row, expectation }) => ({
          ...{ entityId: row.entityId, entityName: row.entityName, type: row.type },
          ...toExpectationView(expectation),
          evidence: expectation.basis === 'planned' ? expectation.evidence : evidenceOf(row),
        })),
        examined: looked.length,
        complete: rows.length <= mostStates && soon.length <= limit,
      }
    })

type Told = { row: OpenStateRow; expectation: Expectation }

const byDay = (a: Told, b: Told): number =>
  compare(a.expectation.expectedOn ?? '', b.expectation.expectedOn ?? '') ||
  compare(a.row.entityName, b.row.entityName) ||
  compare(a.row.entityId, b.row.entityId)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
