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
  const containing = async (client: pg.Client, keys: string[]): Promise<unknown[]> =>
    (await client.query('SELECT meeting_id, key FROM meetings_containing($1) ORDER BY key, meeting_id', [keys])).rows

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

  it('knows the meetings of the own tenant that contain a name, in a segment or in the title', async () => {
    const inText = await addMeeting(ours, 'Sync', ['so ABC-123, and acme.com/pricing: both wait for Zürich Süd.'])
    const inTitle = await addMeeting(ours, 'Project Borealis, week 3', ['nothing to see'])
    await addMeeting(theirs, 'Project Borealis', ['ABC-123'])
    const client = await as(ours)

    expect(
      await containing(client, [
        'abc 123',
        'project borealis',
        'zürich süd',
        'pricing',
        'abc 12',
        'borealis project',
        '',
      ]),
    ).toEqual([
      { meeting_id: inText, key: 'abc 123' },
      { meeting_id: inText, key: 'pricing' },
      { meeting_id: inTitle, key: 'project borealis' },
      { meeting_id: inText, key: 'zürich süd' },
    ])
    expect(await containing(await as(undefined), ['abc 123'])).toEqual([])
  })

  it('reads live transcripts only: not an older revision, not a deleted meeting', async () => {
    await addMeeting(ours, 'Old', ['the word is xylophone'], 1, 2)
    const deleted = await addMeeting(ours, 'Gone', ['another xylophone'])
    await owner.query('UPDATE meeting SET deleted_at = now() WHERE id = $1', [deleted])

    expect(await containing(await as(ours), ['xylophone'])).toEqual([])
  })

  it('takes a segment of any length, NUL-free', async () => {
    const long = Array.from({ length: 1_200_000 }, (_, i) => i.toString(36)).join(' ')
    const meeting = await addMeeting(ours, 'Monologue', [`quagga ${long}`])

    expect(await containing(await as(ours), ['quagga'])).toEqual([{ meeting_id: meeting, key: 'quagga' }])
  })

  it('uses the indexes, under the role of the application, whoever has most of the rows', async () => {
    const client = await as(theirs)
    const scans = async (): Promise<Record<string, number>> => {
      await owner.query('SELECT pg_stat_force_next_flush()')
      const { rows } = await owner.query(
        `SELECT indexrelname AS name, idx_scan::int AS scans FROM pg_stat_user_indexes WHERE indexrelname IN ('segment_words', 'meeting_title_words')
         UNION ALL SELECT relname, seq_scan::int FROM pg_stat_user_tables WHERE relname = 'segment'`,
      )
      return Object.fromEntries(rows.map((row) => [row.name, row.scans]))
    }
    const before = await scans()

    expect(await containing(client, ['topic 499', 'nowhere'])).toHaveLength(1)
    await client.query(`SELECT * FROM search_segments('topic 499', 5)`)
    await client.query('SELECT pg_stat_force_next_flush()')
    await client.query('SELECT 1')
    const after = await scans()

    expect(after.segment_words).toBeGreaterThanOrEqual((before.segment_words ?? 0) + 3)
    expect(after.segment).toBe(before.segment)
  })
})
