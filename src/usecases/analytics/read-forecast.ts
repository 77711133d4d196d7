import { forecastDimension } from '../../domain/forecast/forecast-dimension.ts'
import { historyOf } from '../../domain/forecast/moves.ts'
import { viewOf } from '../../domain/tracking-model/model-view.ts'
import { readMoves, readPlansOf, readStays } from '../../storage/read-forecast.ts'
import { readStates } from '../../storage/read-state.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import { findEntity } from '../entities/find-entity.ts'
import type { ModelInForce } from '../entities/model-cache.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso } from '../views/common.ts'
import type { ForecastView } from '../views/forecast-views.ts'
import type { FlagsOf } from './flags-of.ts'
import { isoOfMs } from './iso-of-ms.ts'
import { toExpectationView } from './to-expectation-view.ts'
import { toPlan, toStanding } from './to-standing.ts'

type Deps = { read: TenantWork; modelInForce: ModelInForce; flagsOf: FlagsOf; now: () => Date }

/** What is expected of one entity, from what was planned and from what things of its type did, and what deserves a look. */
export const createReadForecast =
  (deps: Deps) =>
  ({ tenantId, entityId }: { tenantId: string; entityId: string }): Promise<ForecastView> =>
    deps.read(tenantId, async (tx) => {
      const entity = await findEntity(tx, tenantId, entityId)
      const model = await deps.modelInForce(tx, tenantId)
      const states = await readStates(tx, tenantId, [entity.id])
      const now = deps.now()
      const base = { entityId: entity.id, entityName: entity.name, type: entity.type, at: iso(now) }
      if (model === null) return { ...base, inferred: true, expectations: [], flags: [] }
      const view = viewOf(model)
      const flags = await deps.flagsOf(tx, tenantId, model, [entity], states)
      const plans = (await readPlansOf(tx, tenantId, entity.id)).map(toPlan)
      const standings = states.map(toStanding)
      const owned = model.dimensions.filter(({ name, many }) => !many && view.owns(entity.type, name))
      const followed = owned.filter(({ kind }) => kind === 'vocabulary').map(({ name }) => name)
      const values = standings.flatMap(({ dimension, value }) => (followed.includes(dimension) ? [value] : []))
      const alike = { dimensions: followed, type: entity.type }
      const moves = await readMoves(tx, tenantId, { ...alike, from: values })
      const stays = await readStays(tx, tenantId, { ...alike, values, now })
      const zone = await readTimeZone(tx, tenantId)
      const context = { view, history: historyOf(moves, stays), nowMs: now.getTime(), zone }
      const expectations = owned.flatMap((dimension) => {
        const standing = standings.find((state) => state.dimension === dimension.name) ?? null
        const told = forecastDimension(dimension, entity.type, { standing, plans }, context)
        // Only of values from a list is something to be said when nothing is expected.
        const isTold = told.basis !== 'none' || (dimension.kind === 'vocabulary' && standing !== null)
        return isTold ? [toExpectationView(told)] : []
      })
      return {
        ...base,
        inferred: true,
        expectations,
        flags: flags(entity.id).map(({ sinceMs, evidence, ...flag }) => ({
          ...flag,
          since: isoOfMs(sinceMs),
          evidence: [...evidence],
        })),
      }
    })
