import type { Scope } from '../../domain/access/scopes.ts'
import { uuidv5 } from '../../domain/ids.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { newId } from '../../platform/ids.ts'
import { insertKey } from '../../storage/keys.ts'
import { seedPersonas } from '../../storage/personas.ts'
import { insertTenant } from '../../storage/tenants.ts'
import { insertModel, lockModel, useModel } from '../../storage/tracking-models.ts'
import { newApiKey } from '../access/api-key.ts'
import type { TenantWork } from '../tenant-work.ts'
import { defaultPersonas } from './default-personas.ts'

/** The tenant of a laptop: always the same id, so that two processes that start at once make one. */
export const defaultTenantId = uuidv5('tenant', 'default')

export type EnsureTenantCommand = {
  tenantId: string
  name: string
  timeZone: string
  /** A key that is made together with the tenant; none by default. */
  firstKey?: { name: string; scopes: readonly Scope[] }
}

/**
 * Makes a tenant with its head, personas and tracking model unless it is there. The first key is in the answer of the
 * call that made the tenant, and never again.
 */
export const createEnsureTenant =
  (deps: { work: TenantWork; defaultModel: TrackingModel }) =>
  ({ tenantId, name, timeZone, firstKey }: EnsureTenantCommand): Promise<{ created: boolean; key: string | null }> =>
    deps.work(tenantId, async (tx) => {
      const created = await insertTenant(tx, { id: tenantId, name, timeZone })
      const present = await lockModel(tx, tenantId)
      if (present === null) {
        await insertModel(tx, tenantId, { version: 1, name: deps.defaultModel.name, body: deps.defaultModel })
        await useModel(tx, tenantId, 1)
      }
      await seedPersonas(tx, tenantId, defaultPersonas)
      if (!created || firstKey === undefined) return { created, key: null }
      const { key, prefix, hash } = newApiKey()
      await insertKey(tx, tenantId, {
        ...{ id: newId(), name: firstKey.name, prefix, hash, scopes: [...firstKey.scopes], expiresAt: null },
      })
      return { created, key }
    })
