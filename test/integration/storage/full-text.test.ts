import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameKey } from '../../../src/domain/name/name.ts'
import { wordSetOf } from '../../../src/domain/name/word-set.ts'
import { type Database, openDatabase } from '../../../src/storage/client.ts'
import { findMeetingsContaining, removeSegmentWords, replaceSegmentWords } from '../../../src/storage/segment-words.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const [ours, theirs] = [randomUUID(), randomUUID()]

describe('full-text search under row-level security', () => {
  let database: TestDatabase
  let owner: pg.Client
  let db: Database
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
    const words = [title, ...texts].map((text, i) => ({ index: i - 1, words: wordSetOf(text) }))
    await inTenant(db, tenant, (tx) => replaceSegmentWords(tx, tenant, id, words))
    return id
  }
  const containing = (tenant: string | undefined, keys: string[]): Promise<unknown> =>
    db.app.$transaction(async (tx) => {
      if (tenant) await tx.$executeRaw`SELECT set_config('tl.tenant', ${tenant}, true)`
      return findMeetingsContaining(tx, keys)
    })

  beforeAll(async () => {
    database = await createTestDatabase()
    owner = new pg.Client({ connectionString: database.url })
    await owner.connect()
    clients.push(owner)
    db = openDatabase({ url: database.url, poolSize: 2, poolTimeoutMs: 5_000 })
    // Enough of other people's talk that reading all of it would be the wrong plan.
    const filler = Array.from(
      { length: 20_000 },
      (_, i) => `We talked about topic ${i % 500} and project planning for quarter ${i % 4}`,
    )
    await addMeeting(theirs, 'Planning', filler)
    await owner.query('ANALYZE segment, segment_words, meeting')
  })
  afterAll(async () => {
    await db.close()
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

  it('knows the meetings of the own tenant that may contain a name, in a segment or in the title', async () => {
    const inText = await addMeeting(ours, 'Sync', [
      'so ABC-123 and the DisplayNames: both wait',
      'for acme.com/pricing in Zürich',
    ])
    const inTitle = await addMeeting(ours, 'Project Borealis, week 3', ['nothing to see'])
    await addMeeting(theirs, 'Project Borealis', ['ABC-123'])

    const keys = [
      'ABC 123',
      'project Borealis',
      'displaynames',
      'Display name',
      'zürich pricing',
      'Borealis sync',
      'ABC 12',
    ].map(nameKey)

    expect(await containing(ours, [...keys, ''])).toEqual(
      [
        { meetingId: inText, key: 'abc 123' },
        { meetingId: inText, key: 'display name' },
        { meetingId: inText, key: 'displayname' },
        { meetingId: inText, key: 'zürich pricing' },
        { meetingId: inTitle, key: 'project borealis' },
      ].sort((a, b) => (a.meetingId === b.meetingId ? Number(a.key > b.key) : a.meetingId < b.meetingId ? -1 : 1)),
    )
    expect(await containing(undefined, ['abc 123'])).toEqual([])
  })

  it('misses no name that spotting finds', async () => {
    const texts = ["The DisplayNames' rollout — v2.1, PRs and iOS apps", '“C++” stories, naïve café: don’t 1,000 #42']
    const meeting = await addMeeting(ours, 'Reading', texts)
    const pairs = texts.flatMap((text) =>
      text.split(' ').flatMap((_, i, all) => [all[i] ?? '', all.slice(i, i + 2).join(' ')]),
    )
    const keys = [...new Set(pairs.map(nameKey).filter((key) => key !== ''))]

    const found = (await containing(ours, keys)) as { meetingId: string; key: string }[]

    expect(
      found
        .filter((row) => row.meetingId === meeting)
        .map((row) => row.key)
        .sort(),
    ).toEqual(keys.sort())
  })

  it('forgets the words of a revision that was replaced and of a meeting that was deleted', async () => {
    const meeting = await addMeeting(ours, 'Old', ['the word is xylophone', 'and zither'])
    await inTenant(db, ours, (tx) =>
      replaceSegmentWords(tx, ours, meeting, [
        { index: -1, words: ['old'] },
        { index: 0, words: ['zither'] },
      ]),
    )

    expect(await containing(ours, ['xylophone', 'zither'])).toEqual([{ meetingId: meeting, key: 'zither' }])
    await inTenant(db, ours, (tx) => removeSegmentWords(tx, ours, meeting))
    expect(await containing(ours, ['xylophone', 'zither'])).toEqual([])
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

    expect(await containing(ours, ['quagga', nameKey('zzz1')])).toContainEqual({ meetingId: meeting, key: 'quagga' })
    expect((await (await as(ours)).query(`SELECT * FROM search_segments('quagga', 10)`)).rowCount).toBe(1)
  })

  it('uses the indexes, under the role of the application, whoever has most of the rows', async () => {
    const client = await as(theirs)
    const counts = async (): Promise<Record<string, number>> => {
      await client.query('SELECT pg_stat_force_next_flush()')
      await owner.query('SELECT pg_stat_clear_snapshot()')
      const { rows } = await owner.query(
        `SELECT indexrelname AS name, idx_scan::int AS scans FROM pg_stat_user_indexes WHERE indexrelname IN ('segment_text', 'segment_words_set')
         UNION ALL SELECT relname, seq_scan::int FROM pg_stat_user_tables WHERE relname IN ('segment', 'segment_words')`,
      )
      return Object.fromEntries(rows.map((row) => [row.name, row.scans]))
    }
    const before = await counts()

    expect((await client.query(`SELECT * FROM meetings_containing(ARRAY['topic 499', 'nowhere'])`)).rowCount).toBe(1)
    expect((await client.query(`SELECT * FROM search_segments('topic 499', 5)`)).rowCount).toBe(5)
    const after = await counts()

    expect(after.segment_text).toBeGreaterThan(before.segment_text ?? 0)
    expect(after.segment_words_set).toBeGreaterThan(before.segment_words_set ?? 0)
    expect([after.segment, after.segment_words]).toEqual([before.segment, before.segment_words])
  })
})
