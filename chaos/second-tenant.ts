import { tenantScopes as scopes } from '../src/domain/access/scopes.ts'
import { defaultModel } from '../src/domain/tracking-model/default-model.ts'
import { newId } from '../src/platform/ids.ts'
import { openDatabase } from '../src/storage/client.ts'
import { createEnsureTenant } from '../src/usecases/setup/ensure-tenant.ts'
import { createTenantWork } from '../src/usecases/tenant-work.ts'
import type { Cluster } from '../test/support/cluster.ts'

/** The same cluster as another tenant sees it. */
export const loadTenant = async (cluster: Cluster): Promise<Cluster> => {
  const database = openDatabase({ url: cluster.databaseUrl, poolSize: 2, poolTimeoutMs: 10_000 })
  try {
    const work = createTenantWork(database, { repeat: true, waitMs: 5_000 })
    const ensureTenant = createEnsureTenant({ work, defaultModel })
    const { key } = await ensureTenant({
      tenantId: newId(),
      name: 'quiet',
      timeZone: 'UTC',
      firstKey: { name: 'test', scopes },
    })
    const authorization = `Bearer ${key}`
    const call: Cluster['call'] = (method, route, body, headers = {}) =>
      cluster.call(method, route, body, { ...headers, authorization })
    return { ...cluster, key: key ?? '', call }
  } finally {
    await database.close()
  }
}
