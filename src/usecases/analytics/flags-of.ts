import { type Flag, inferFlags } from '../../domain/forecast/infer-flags.ts'
import type { Evidence } from '../../domain/observation/observation.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { viewOf } from '../../domain/tracking-model/model-view.ts'
import { readSlips } from '../../storage/read-forecast.ts'
import type { StateRow } from '../../storage/read-state.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import type { Tx } from '../../storage/tx.ts'
import type { HabitsOf } from './habits-cache.ts'
import { toStanding } from './to-standing.ts'

type Entity = { id: string; type: string; lastSeen: Date | null }

/** The flags of some entities, given all of their states; two statements, or four once a minute. */
export type FlagsOf = (
  tx: Tx,
  tenantId: string,
  model: TrackingModel,
  entities: readonly Entity[],
  states: readonly StateRow[],
) => Promise<(entityId: string) => Flag[]>

export const createFlagsOf =
  (deps: { habitsOf: HabitsOf; now: () => Date }): FlagsOf =>
  async (tx, tenantId, model, entities, states) => {
    const habits = await deps.habitsOf(tx, tenantId, model)
    const slips = await readSlips(
      tx,
      tenantId,
      entities.map(({ id }) => id),
    )
    const now = { view: viewOf(model), nowMs: deps.now().getTime(), zone: await readTimeZone(tx, tenantId) }
    const flags = entities.map(({ id, type, lastSeen }): [string, Flag[]] => [
      id,
      inferFlags(
        {
          states: states.filter(({ entityId }) => entityId === id).map(toStanding),
          lastSeenMs: lastSeen?.getTime() ?? null,
          slips: slips.flatMap(({ entityId, dimension, count, evidence }) =>
            entityId === id ? [{ dimension, count, evidence: evidence as Evidence[] }] : [],
          ),
          habits: habits(type),
        },
        now,
      ),
    ])
    const byId = new Map(flags)
    return (entityId) => byId.get(entityId) ?? []
  }
