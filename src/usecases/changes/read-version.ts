import { readHead } from '../../storage/tenants.ts'
import type { TenantWork } from '../tenant-work.ts'

/** The version of the tenant's record: ETag of whatever depends on the record alone. */
export const createReadVersion =
  (read: TenantWork) =>
  async (tenantId: string): Promise<string> =>
    (await read(tenantId, (tx) => readHead(tx, tenantId))).version.toString()
