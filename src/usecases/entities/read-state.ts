import { z } from 'zod'
import { readStateAsOf, readStates, wasKnown } from '../../storage/read-state.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import type { Tx } from '../../storage/tx.ts'
import { lastInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import { isoOrNull } from '../views/common.ts'
import type { EntityStateView } from '../views/entity-views.ts'
import { findEntity } from './find-entity.ts'
import { toStateMap } from './to-state-map.ts'

export const readStateQuery = z.strictObject({
  validAt: pointInTime.optional().describe('True then. A day alone means its end, in the zone of the tenant'),
  knownAt: pointInTime.optional().describe('Known then. A day alone means its end, in the zone of the tenant'),
})

type Query = { tenantId: string; entityId: string } & z.infer<typeof readStateQuery>

/** The two clocks: what was true at one time, as far as it was known at another. */
export const createReadState =
  (read: TenantWork) =>
  (query: Query): Promise<EntityStateView> =>
    read(query.tenantId, async (tx) => {
      const { tenantId, entityId } = query
      const zone = await readTimeZone(tx, tenantId)
      const validAt = query.validAt === undefined ? null : lastInstant(query.validAt, zone)
      const knownAt = query.knownAt === undefined ? null : lastInstant(query.knownAt, zone)
      const id = await idThen(tx, tenantId, entityId, knownAt)
      const now = validAt === null && knownAt === null
      const rows = now
        ? await readStates(tx, tenantId, [id])
        : await readStateAsOf(tx, tenantId, id, { validAt, knownAt })
      return { entityId: id, validAt: isoOrNull(validAt), knownAt: isoOrNull(knownAt), state: toStateMap(rows) }
    })

/** Asked about the past, an id that has been merged away since means what it meant then. */
const idThen = async (tx: Tx, tenantId: string, entityId: string, knownAt: Date | null): Promise<string> => {
  const entity = await findEntity(tx, tenantId, entityId, { dead: knownAt !== null })
  if (knownAt === null || entity.id === entityId) return entity.id
  return (await wasKnown(tx, tenantId, entityId, knownAt)) ? entityId : entity.id
}
