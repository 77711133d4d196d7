import type { Database } from './client.ts'
import type { Prisma } from './generated/client.ts'

/** A transaction in which row-level security knows the tenant. */
export type Tx = Prisma.TransactionClient

/** Runs `work` in one transaction as the tenant. Every read group and every write goes through here. */
export const inTenant = <T>(
  database: Database,
  tenantId: string,
  work: (tx: Tx) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> =>
  database.app.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('tl.tenant', ${tenantId}, true)`
      return work(tx)
    },
    options.timeoutMs === undefined ? undefined : { timeout: options.timeoutMs },
  )
