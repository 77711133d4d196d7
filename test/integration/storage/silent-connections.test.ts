import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endSilentConnections } from '../../../src/platform/end-silent-connections.ts'
import { surviveLostConnections } from '../../../src/platform/survive-lost-connections.ts'
import { isRetryable } from '../../../src/storage/retryable.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts'

let database: TestDatabase
let proxy: TcpProxy
let pool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase({ empty: true })
  proxy = await startTcpProxy(database.url)
  pool = new pg.Pool({ connectionString: proxy.url, max: 1 })
  surviveLostConnections(pool)
  endSilentConnections(pool, 300)
})

afterAll(async () => {
  await proxy.close()
  await pool.end()
  await database.drop()
})

describe('a connection that has gone silent', () => {
  it('is ended while it owes an answer, as a loss that may be tried again, and makes room for another', async () => {
    await pool.query('SELECT 1')
    proxy.blackhole()
    const failure = await pool.query('SELECT 2').catch((error: unknown) => error)
    proxy.heal()

    expect(isRetryable(failure)).toBe(true)
    expect((await pool.query('SELECT 3 AS n')).rows).toEqual([{ n: 3 }])
  })

  it('is left alone while nothing is asked of it', async () => {
    const first = (await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid
    await new Promise((resolve) => setTimeout(resolve, 700))

    expect((await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid).toBe(first)
  })
})
