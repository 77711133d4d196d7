import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { endSilentConnections } from '../platform/end-silent-connections.ts'
import { surviveLostConnections } from '../platform/survive-lost-connections.ts'
import { PrismaClient } from './generated/client.ts'
import { PipelinedClient } from './pipelined-client.ts'
import { createStatementNames } from './statement-names.ts'

/** The two faces of the database: `app` sees one tenant at a time (RLS), `dispatch` crosses tenants but reads ids only. */
export type Database = {
  app: PrismaClient
  dispatch: PrismaClient
  /** Connections of the `app` pool that could be had at once. */
  available: () => number
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
    app: app.client,
    dispatch: dispatch.client,
    available: () => Math.max(0, options.poolSize - app.pool.totalCount + app.pool.idleCount - app.pool.waitingCount),
    close: async () => {
      await Promise.all([app.client.$disconnect(), dispatch.client.$disconnect()])
    },
  }
}

const connect = (options: DatabaseOptions, role: string, max: number): { client: PrismaClient; pool: pg.Pool } => {
  const pool = new pg.Pool({
    connectionString: options.url,
    max,
    Client: PipelinedClient,
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
  endSilentConnections(pool)
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: createStatementNames() })
  const transactionOptions = { maxWait: options.poolTimeoutMs, timeout: 30_000 }
  return { client: new PrismaClient({ adapter, transactionOptions }), pool }
}
