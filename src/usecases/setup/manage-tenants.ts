import { z } from 'zod'
import { tenantScopes } from '../../domain/access/scopes.ts'
import { AppError } from '../../domain/errors.ts'
import { isTimeZone } from '../../domain/meeting/time-zone.ts'
import { newId } from '../../platform/ids.ts'
import type { Database } from '../../storage/client.ts'
import { listTenantIds, readTenant, setSuspended, type Tenant } from '../../storage/tenants.ts'
import { actOn } from '../access/acting.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { createEnsureTenant } from './ensure-tenant.ts'

export const newTenant = z.strictObject({
  name: z.string().trim().min(1).max(100),
  timeZone: z.string().refine(isTimeZone, 'is neither an IANA zone nor an offset such as +02:00').default('UTC'),
})

type Deps = {
  database: Database
  read: TenantWork
  work: TenantWork
  ensureTenant: ReturnType<typeof createEnsureTenant>
}

/** For whoever runs the installation, on its own machine: no route leads here. The key is told this once. */
export const createCreateTenant =
  (deps: Deps) =>
  async (tenant: z.infer<typeof newTenant>): Promise<{ tenantId: string; key: string }> => {
    const tenantId = newId()
    actOn(tenantId)
    const firstKey = { name: 'first', scopes: tenantScopes }
    const { key } = await deps.ensureTenant({ ...tenant, tenantId, firstKey })
    if (key === null) throw new Error(`the new tenant ${tenantId} was there already`)
    return { tenantId, key }
  }

/** The oldest first. */
export const createListTenants = (deps: Deps) => async (): Promise<Tenant[]> => {
  const found: Tenant[] = []
  for (const id of await listTenantIds(deps.database)) {
    const tenant = await deps.read(id, (tx) => readTenant(tx, id))
    if (tenant) found.push(tenant)
  }
  return found
}

/** Shuts a tenant out, or lets it in again. What it has stays; what is at work ends, and what waits goes on waiting. */
export const createSuspendTenant =
  (deps: Deps) =>
  ({ tenantId, suspended }: { tenantId: string; suspended: boolean }): Promise<void> =>
    deps.work(tenantId, async (tx) => {
      actOn(tenantId)
      if (!(await setSuspended(tx, tenantId, suspended)))
        throw new AppError('not_found', `There is no tenant ${tenantId}.`)
    })
