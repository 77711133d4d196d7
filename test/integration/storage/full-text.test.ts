import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const [ours, theirs] = [randomUUID(), randomUUID()]

describe('full-text search under row-level security', () => {
  let database: TestDatabase
  let owner: pg.Client
  const clients: pg.Client[] = []
  const as = async (tenant: string | undefined): Promise<pg.Client> => {
    const options = ['-c role=tl_app', tenant && `-c tl.tenant=${tenant}`].filter(Boolean).join(' ')
    const client = new pg.Client({ connectionString: database.url, options })
    await client.connect()
    clients.push(client)
    return client
  }
  const addMeeting = async (
    tenant: string,
    title: string,
    texts: string[],
    revision = 1,
    liveRevision = 1,
  ): Promise<string> => {
    const id = randomUUID()
    await owner.query(
      `INSERT INTO meeting (id, tenant_id, identity, source, content_hash, title, type, occurred_at, precision, time_zone, order_key, trace_id, live_revision)
       VALUES ($1::uuid, $2, $1::text, 'api', 'hash', $3, 'meeting', now(), 'instant', 'UTC', 'key', 'trace', $4)`,
      [id, tenant, title, liveRevision],
    )
    await owner.query(
      `INSERT INTO segment (tenant_id, meeting_id, revision, index, text) SELECT $1, $2, $3, i - 1, t FROM unnest($4::text[]) WITH ORDINALITY AS u(t, i)`,
      [tenant, id, revision, texts],
    )
    return id
  }
  beforeAll(async () => {
    database = await createTestDatabase()
    owner = new pg.Client({ connectionString: database.url })
    await owner.connect()
    clients.push(owner)
    // Enough of other people's talk that reading all of it would be the wrong plan.
    const filler = Array.from(
      { length: 20_000 },
      (_, i) => `We talked about topic ${i % 500} and project planning for quarter ${i % 4}`,
    )
    await addMeeting(theirs, 'Planning', filler)
    await owner.query('ANALYZE segment, meeting')
  })
  afterAll(async () => {
    for (const client of clients) await client.end()
    await database.drop()
  })

  it('finds segments of the own tenant by words, phrases and exclusion, and none without a tenant', async () => {
    const meeting = await addMeeting(ours, 'Weekly', [
      'The checkout rewrite slipped two weeks',
      'Checkout is fine; the rewrite of search is not',
    ])
    const client = await as(ours)
    const search = async (who: pg.Client, query: string) =>
      (await who.query('SELECT meeting_id, segment FROM search_segments($1, 10) ORDER BY segment', [query])).rows

    expect(await search(client, 'CHECKOUT rewrite')).toEqual([
      { meeting_id: meeting, segment: 0 },
      { meeting_id: meeting, segment: 1 },
    ])
    expect(await search(client, '"checkout rewrite"')).toEqual([{ meeting_id: meeting, segment: 0 }])
    expect(await search(client, 'checkout -slipped')).toEqual([{ meeting_id: meeting, segment: 1 }])
    expect(await search(await as(theirs), 'checkout')).toEqual([])
    expect(await search(await as(undefined), 'checkout')).toEqual([])
  })

  it('searches live transcripts only: not an older revision, not a deleted meeting', async () => {
    await addMeeting(ours, 'Older', ['the word is dulcimer'], 1, 2)
    const deleted = await addMeeting(ours, 'Gone', ['another dulcimer'])
    await owner.query('UPDATE meeting SET deleted_at = now() WHERE id = $1', [deleted])

    expect((await (await as(ours)).query(`SELECT * FROM search_segments('dulcimer', 10)`)).rowCount).toBe(0)
  })

  it('takes a segment of any length', async () => {
    const long = Array.from({ length: 1_200_000 }, (_, i) => i.toString(36)).join(' ')
    const meeting = await addMeeting(ours, 'Monologue', [`quagga ${long}`, 'x'.repeat(5_000_000)])

    const { rows } = await (await as(ours)).query(`SELECT meeting_id FROM search_segments('quagga', 10)`)

    expect(rows).toEqual([{ meeting_id: meeting }])
  })

  it('uses the index, under the role of the application, for whoever has most of the rows', async () => {
    const client = await as(theirs)
    const counts = async (): Promise<{ index: number; whole: number }> => {
      await client.query('SELECT pg_stat_force_next_flush()')
      await owner.query('SELECT pg_stat_clear_snapshot()')
      const { rows } = await owner.query(
        `SELECT (SELECT idx_scan::int FROM pg_stat_user_indexes WHERE indexrelname = 'segment_text') AS index,
                (SELECT seq_scan::int FROM pg_stat_user_tables WHERE relname = 'segment') AS whole`,
      )
      return rows[0]
    }
    const before = await counts()

    expect((await client.query(`SELECT * FROM search_segments('topic 499', 5)`)).rowCount).toBe(5)
    const after = await counts()

    expect(after.index).toBeGreaterThan(before.index)
    expect(after.whole).toBe(before.whole)
  })
})
