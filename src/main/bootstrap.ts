import { scopes } from '../domain/access/scopes.ts'
import type { Usecases } from '../usecases/create-usecases.ts'
import { defaultTenantId } from '../usecases/setup/ensure-tenant.ts'

/** Makes the first tenant with its personas, tracking model and a key that may do everything; the key is in the answer only then. */
export const bootstrap = (usecases: Usecases): Promise<{ created: boolean; key: string | null }> =>
  usecases.ensureTenant({
    tenantId: defaultTenantId,
    name: 'default',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    firstKey: { name: 'development', scopes },
  })
