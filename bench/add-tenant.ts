import { tenantScopes } from '../src/domain/access/scopes.ts'
import { defaultModel } from '../src/domain/tracking-model/default-model.ts'
import { newId } from '../src/platform/ids.ts'
import { openDatabase } from '../src/storage/client.ts'
import { createEnsureTenant } from '../src/usecases/setup/ensure-tenant.ts'
import { createTenantWork } from '../src/usecases/tenant-work.ts'

export const addTenant = async (databaseUrl: string, name: string): Promise<{ tenantId: string; key: string }> => {
  const database = openDatabase({ url: databaseUrl, poolSize: 2, poolTimeoutMs: 10_000 })
  try {
    const work = createTenantWork(database, { repeat: true, waitMs: 5_000 })
    const tenantId = newId()
    const firstKey = { name: 'bench', scopes: tenantScopes }
    const { key } = await createEnsureTenant({ work, defaultModel })({ tenantId, name, timeZone: 'UTC', firstKey })
    if (key === null) throw new Error(`tenant ${name} was there already`)
    return { tenantId, key }
  } finally {
    await database.close()
  }
}
