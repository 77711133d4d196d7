import { once } from 'node:events'
import { get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api.ts'
import { until } from '../../support/ledger.ts'

const rows = 100_000
const subject = 'x'.repeat(400)

let api: TestApi
let server: Server
let admin: pg.Client

beforeAll(async () => {
  api = await startTestApi()
  server = api.app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  admin = new pg.Client({ connectionString: api.databaseUrl })
  await admin.connect()
  await admin.query(
    `INSERT INTO event (id, tenant_id, version, ordinal, type, subject, data, created_at)
     SELECT gen_random_uuid(), $1::uuid, 0, n, 'run.completed', $2, jsonb_build_object('n', n, 'text', $2::text), now() - interval '1 day'
       FROM generate_series(1, $3::int) n`,
    [api.tenant.tenantId, subject, rows],
  )
}, 120_000)
afterAll(async () => {
  await admin.end()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await api.close()
})
afterEach(() => vi.restoreAllMocks())

const open = async (path: string, encoding = 'identity'): Promise<IncomingMessage> => {
  const { port } = server.address() as AddressInfo
  const headers = { authorization: `Bearer ${api.tenant.key}`, 'accept-encoding': encoding }
  const [response] = await once(get({ host: '127.0.0.1', port, path, headers, agent: false }), 'response')
  return response
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const heapUsed = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}

/** What the API asks of the database, counted as it goes. */
const watchQueries = () => {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  return () => spy.mock.calls.length
}

/** Connections of the API that are in a transaction or wait for a lock of one. */
const inTransaction = async (): Promise<number> => {
  const { rows: found } = await admin.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'`,
  )
  return found[0].count
}

/** Waits until the API has asked nothing more for a while, with room for what was under way. */
const settled = async (asked: () => number): Promise<number> => {
  let last = -1
  let same = 0
  return until(async () => {
    same = asked() === last ? same + 1 : 0
    last = asked()
    return same >= 20 ? last : undefined
  })
}

describe('an export of 100,000 rows', () => {
  it('holds no more than a few pages in memory, and tells every row once', async () => {
    const response = await open('/v1/exports/events.jsonl')
    const before = heapUsed()
    let [most, bytes, looks, rest] = [0, 0, 0, '']
    const seen = new Set<number>()
    for await (const part of response) {
      bytes += part.length
      const lines = (rest + part).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) seen.add(JSON.parse(line).data.n)
      if (bytes < (looks + 1) * 10_000_000) continue
      looks += 1
      most = Math.max(most, heapUsed() - before)
    }

    expect(response.statusCode).toBe(200)
    expect([seen.size, rest, response.complete]).toEqual([rows, '', true])
    expect(bytes).toBeGreaterThan(80_000_000)
    expect(looks).toBeGreaterThan(7)
    if (process.env.SHOW_FIGURES === '1') console.log({ bytes, most })
    // The numbers that were seen take some megabytes themselves.
    expect(most).toBeLessThan(15_000_000)
  })

  it('waits for a slow client without a transaction, and reads no further', async () => {
    const asked = watchQueries()
    const response = await open('/v1/exports/events.jsonl')
    const paused = await settled(asked)
    const transactions = await inTransaction()
    response.resume()
    await until(async () => asked() > paused + 40)
    response.destroy()

    expect(transactions).toBe(0)
    // Four statements a page: less than a quarter of the pages were read for what fits into buffers.
    expect(paused).toBeLessThan(200)
  })

  it('reads no further when the client goes away, and lets the next one in', async () => {
    const asked = watchQueries()
    for (let turn = 0; turn < 9; turn++) {
      const response = await open('/v1/exports/events.jsonl')
      expect(response.statusCode).toBe(200)
      response.destroy()
      await settled(asked)
    }

    expect(asked()).toBeLessThan(9 * 200)
    expect(await inTransaction()).toBe(0)
  })

  it('is refused while a tenant has too many under way', async () => {
    const held = await Promise.all(Array.from({ length: 8 }, () => open('/v1/exports/events.jsonl')))
    const refused = await open('/v1/exports/meetings.jsonl')
    for (const one of held) one.destroy()
    const again = await until(async () => {
      const reply = await open('/v1/exports/meetings.jsonl')
      reply.resume()
      return reply.statusCode === 200
    })

    expect(held.map(({ statusCode }) => statusCode)).toEqual(held.map(() => 200))
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '5'])
    expect(again).toBe(true)
  })

  it.each(['identity', 'gzip'])('never ends well when a part cannot be had, sent as %s', async (encoding) => {
    const response = await open('/v1/exports/events.csv', encoding)
    await admin.query('ALTER TABLE event RENAME TO event_away')
    const problem = await new Promise<Error | null>((resolve) => {
      response.once('end', () => resolve(null))
      response.once('error', resolve)
      response.resume()
    })
    await admin.query('ALTER TABLE event_away RENAME TO event')

    expect(response.headers['content-encoding']).toBe(encoding === 'gzip' ? 'gzip' : undefined)
    expect(problem).toMatchObject({ code: 'ECONNRESET' })
    expect(response.complete).toBe(false)
  })

  it('tells before its beginning what is wrong then', async () => {
    await admin.query('ALTER TABLE event RENAME TO event_away')
    const response = await open('/v1/exports/events.jsonl')
    await admin.query('ALTER TABLE event_away RENAME TO event')

    expect([response.statusCode, response.headers['content-type']]).toEqual([
      500,
      expect.stringContaining('application/problem+json'),
    ])
    response.resume()
  })

  it('ends at the moment of its beginning, whatever is stored meanwhile', async () => {
    const asked = watchQueries()
    const response = await open('/v1/exports/events.jsonl')
    await settled(asked)
    await admin.query(
      `INSERT INTO event (id, tenant_id, version, ordinal, type, subject, data)
       SELECT ('ffffffff-ffff-7fff-bfff-ffffffff000' || n)::uuid, $1::uuid, 0, n, 'late', 'late', '{}' FROM generate_series(1, 9) n`,
      [api.tenant.tenantId],
    )
    let text = ''
    for await (const part of response) text = (text + part).slice(-100_000)
    const next = await open('/v1/exports/events.jsonl?type=late')
    let late = ''
    for await (const part of next) late += part

    expect(text).not.toContain('"late"')
    expect(late.split('\n')).toHaveLength(10)
  })
})
