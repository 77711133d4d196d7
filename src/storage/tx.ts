import type { Database } from './client.ts'
import { Prisma } from './generated/client.ts'
import { unanswered, withScope } from './pipelined-client.ts'

/** A transaction in which row-level security knows the tenant. */
export type Tx = Prisma.TransactionClient

type TxOptions = { timeoutMs?: number; readOnly?: boolean }

/** Runs `work` in one transaction as the tenant. Every read group and every write goes through here. */
export const inTenant = <T>(
  database: Database,
  tenantId: string,
  work: (tx: Tx) => Promise<T>,
  { timeoutMs, readOnly = false }: TxOptions = {},
): Promise<T> =>
  withScope({ tenantId, readOnly }, () =>
    database.app.$transaction(work, timeoutMs === undefined ? undefined : { timeout: timeoutMs }),
  )

/** For reads alone: nothing waits for the end of the transaction, and a write in it is refused. */
export const readInTenant = <T>(database: Database, tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTenant(database, tenantId, work, { readOnly: true })

/**
 * Sends a write whose answer nobody needs, and does not wait for it. That it failed is told by the next statement that is
 * waited for, at the latest by the end of the transaction.
 */
export const send =
  (tx: Tx) =>
  async (statement: TemplateStringsArray, ...values: unknown[]): Promise<void> => {
    await tx.$executeRaw(Prisma.sql`${Prisma.raw(unanswered)}${Prisma.sql(statement, ...values)}`)
  }
