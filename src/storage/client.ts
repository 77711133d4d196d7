import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { surviveLostConnections } from '../platform/survive-lost-connections.ts'
import { PrismaClient } from './generated/client.ts'
import { createStatementNames } from './statement-names.ts'

/** The two faces of the database: `app` sees one tenant at a time (RLS), `dispatch` crosses tenants but reads ids only. */
export type Database = {
  app: PrismaClient
  dispatch: PrismaClient
  close: () => Promise<void>
}

export type DatabaseOptions = {
  url: string
  /** Connections of the `app` pool. */
  poolSize: number
  poolTimeoutMs: number
}

/** Opens lazily: the first query connects. */
export const openDatabase = (options: DatabaseOptions): Database => {
  const app = connect(options, 'tl_app', options.poolSize)
  const dispatch = connect(options, 'tl_dispatch', 2)
  return {
    app,
    dispatch,
    close: async () => {
      await Promise.all([app.$disconnect(), dispatch.$disconnect()])
    },
  }
}

const connect = (options: DatabaseOptions, role: string, max: number): PrismaClient => {
  const pool = new pg.Pool({
    connectionString: options.url,
    max,
    connectionTimeoutMillis: options.poolTimeoutMs,
    idleTimeoutMillis: 30_000,
    options: [
      `-c role=${role}`,
      '-c statement_timeout=30000',
      '-c idle_in_transaction_session_timeout=15000',
      '-c lock_timeout=5000',
    ].join(' '),
  })
  surviveLostConnections(pool)
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: createStatementNames() })
  return new PrismaClient({ adapter, transactionOptions: { maxWait: options.poolTimeoutMs, timeout: 30_000 } })
}
