import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../../src/storage/tx.ts'
import { exportKindNames, exportKinds } from '../../../src/usecases/export/kinds.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { ownedIds } from '../../support/owned-ids.ts'
import { parseCsv } from '../../support/parse-csv.ts'
import { seedCalls } from '../../support/seed-calls.ts'
import { seeded } from '../../support/seed-record.ts'

type Row = Record<string, unknown>

let api: TestApi
let client: ReturnType<typeof clientOf>
const strange = '=HYPERLINK("x")\r\nsecond, "line" \u2028 ünï – 会議 \u{1f600}\u0007'

beforeAll(async () => {
  api = await startTestApi()
  client = clientOf(api, api.tenant.key)
  await ownedIds(api)
  const { tenantId } = api.tenant
  await seedCalls(api.database, tenantId, [{ cost: '0.0000012345' }, { cost: null }])
  const meeting = { meetingId: seeded.march18, tenantId, engine: 'test', traceId: 'a'.repeat(32) }
  const evidence = [{ segmentIndex: 0, speaker: '@Ana', startMs: 0, quote: strange }]
  await inTenant(api.database, tenantId, async (tx) => {
    await tx.meeting.update({ where: { id: seeded.march18 }, data: { title: strange } })
    await tx.tenantHead.update({ where: { tenantId }, data: { version: 3n } })
    await tx.insight.createMany({
      data: ['gtm', 'delivery'].map((persona, at) => ({
        ...{ ...meeting, persona, evidence, confidence: 80, occurredAt: new Date('2025-03-18T10:00:00Z') },
        ...{
          id: `01890000-0000-7000-8000-00000000000${at}`,
          kind: 'action_item',
          contentHash: 'aa',
          owner: '-5',
          status: 'open',
        },
        body: {
          description: strange,
          dueDate: '2025-04-01',
          priority: 'high',
          status: 'open',
          owner: 'Ana',
          context: null,
        },
      })),
    })
    await tx.summary.create({
      data: { ...meeting, persona: 'other', level: 'title', text: strange, wordCount: 3, evidence: [] },
    })
  })
})
afterAll(() => api.close())

/** supertest gives no text for types that it does not know. */
const take = (path: string, key = api.tenant.key) =>
  request(api.app)
    .get(`/v1/exports/${path}`)
    .set('Authorization', `Bearer ${key}`)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => done(null, Buffer.concat(parts).toString('utf8')))
    })
const textOf = async (path: string): Promise<string> => {
  const reply = await take(path)
  expect(reply.status, String(reply.body)).toBe(200)
  return reply.body
}
const rowsOf = async (path: string): Promise<Row[]> =>
  (await textOf(path))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
const problemOf = async (path: string, key?: string) => {
  const reply = await take(path, key)
  return { ...reply, body: JSON.parse(reply.body) }
}

describe('every export', () => {
  it.each(exportKindNames)('has the same rows as JSON lines and as CSV: %s', async (what) => {
    const first = await take(`${what}.jsonl`)
    const point = encodeURIComponent(String(first.headers['export-point']))
    const rows: Row[] = String(first.body)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    const [header = [], ...cells] = parseCsv(await textOf(`${what}.csv?point=${point}`))

    expect(rows.length).toBeGreaterThan(0)
    expect(header).toEqual(exportKinds[what].columns)
    expect(rows.map((row) => Object.keys(row))).toEqual(rows.map(() => header))
    expect(cells).toEqual(rows.map((row) => header.map((name) => asCell(row[name]))))
  })

  it('tells its type, its name and what it shows', async () => {
    const { headers } = await take('meetings.csv')

    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': expect.stringMatching(/^attachment; filename="meetings-\d{8}T\d{6}Z\.csv"$/),
      'record-version': '3',
      'export-point': expect.stringMatching(/^3@\d{4}-/),
      'cache-control': 'private, no-store',
    })
  })

  it('is in the audit log: who exported what', async () => {
    await take('facts.csv')
    const { body } = await client.get('/v1/audit?action=getExportsByWhatByFormat&limit=1')
    await take('audit.jsonl')
    const own = await client.get('/v1/audit?action=getExportsAuditByFormat&limit=1')

    expect(body.items[0]).toMatchObject({ target: 'facts.csv', actor: 'key:test' })
    expect(own.body.items[0]).toMatchObject({ target: 'audit.jsonl' })
  })

  it.each([
    ['nonsense.jsonl', '"nonsense"', 'meetings, transcripts'],
    ['meetings.xlsx', '"xlsx"', 'jsonl, csv'],
    ['entities.pdf', '"pdf"', 'jsonl, csv, md, ics'],
  ])('that does not exist is named, with those that do: %s', async (path, wrong, valid) => {
    const { status, body } = await problemOf(path)

    expect([status, body.code]).toEqual([404, 'not_found'])
    expect(body.detail).toContain(wrong)
    expect(body.detail).toContain(valid)
  })

  it.each([
    ['usage.jsonl?series=weekly', 'query.series'],
    ['insights.ics?type=risk', 'query.type'],
    ['meetings.jsonl?point=99%402026-01-01T00:00:00.000Z', 'query.point'],
    ['meetings.jsonl?point=1%40tomorrow-or-so-some-day', 'query.point'],
    ['meetings.jsonl?since=soon', 'query.since'],
    ['meetings.jsonl?colour=red', 'query.colour'],
  ])('refuses what it does not take, and leaves no trace: %s', async (path, field) => {
    const before = (await rowsOf('audit.jsonl')).length
    const { status, body, headers } = await problemOf(path)

    expect([status, headers['content-type']]).toEqual([422, expect.stringMatching(/^application\/problem\+json/)])
    expect(body.errors[0].path).toBe(field)
    expect((await rowsOf('audit.jsonl')).length).toBe(before + 1)
  })

  it('shows another tenant nothing', async () => {
    const intruder = await api.addTenant('intruder')
    const ids = Object.values(seeded)
    for (const what of exportKindNames)
      for (const format of exportKinds[what].formats) {
        const { body, status } = await take(`${what}.${format}`, intruder.key)
        expect([what, status]).toEqual([what, 200])
        for (const id of ids) expect(body).not.toContain(id)
        expect(body).not.toMatch(/zebra|Atlas|Ana Ruiz/)
      }
  })
})

/** What a cell holds, by the promise of the documents: texts with a dangerous beginning get an apostrophe. */
const asCell = (value: unknown): string => {
  if (value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return typeof value === 'string' && /^[=+@\t\r-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
}

describe('what was submitted', () => {
  it('is there as it was sent, also before it was read, and a few long ones at a time', async () => {
    const long = 'Ana: it is long. '.repeat(60_000)
    for (const n of [1, 2, 3]) {
      const { status } = await client.post('/v1/meetings', { title: `Long ${n}`, text: `${long}${n}`, series: 'long' })
      expect(status).toBe(202)
    }
    const rows = await rowsOf('submitted.jsonl?series=long')

    expect(rows.map(({ body }) => String(body)).sort()).toEqual([1, 2, 3].map((n) => `${long}${n}`))
    expect(rows[0]).toMatchObject({ revision: 1, format: 'text' })
  })
})

describe('filters', () => {
  it.each([
    ['meetings.jsonl?since=2025-03-11&series=weekly', 2],
    ['transcripts.jsonl?since=2025-03-18&series=weekly', 2],
    ['transitions.jsonl', 3],
    ['transitions.jsonl?superseded=true', 4],
    ['transitions.jsonl?since=2025-03-12&type=project', 1],
    ['entities.jsonl?type=person', 1],
    ['insights.jsonl?type=risk', 0],
  ])('leave out what is not asked for: %s', async (path, rows) => {
    expect(await rowsOf(path)).toHaveLength(rows)
  })
})

describe('a point of the record', () => {
  it('shows states and transitions as they were known then', async () => {
    const then = `point=${encodeURIComponent('2@2025-03-19T00:00:00.000Z')}`
    const transitions = await rowsOf(`transitions.jsonl?${then}`)
    const states = (await rowsOf(`states.jsonl?${then}&type=project`)).filter(({ name }) => name === 'Atlas')
    const now = (await rowsOf('states.jsonl?type=project')).filter(({ name }) => name === 'Atlas')

    expect(transitions.map(({ from, to, supersededAt }) => [from, to, supersededAt])).toEqual([
      [null, 'planned', null],
      ['planned', 'done', null],
    ])
    expect(states.map(({ dimension, value, since }) => [dimension, value, since])).toEqual([
      ['status', 'done', '2025-03-18T10:00:00.000Z'],
    ])
    expect(now.map(({ value, speaker, quote }) => [value, speaker, quote])).toEqual([
      ['done', 'Ana', 'said on 2025-03-18'],
    ])
  })
})

describe('a record to read', () => {
  it('tells the state, the history with quotes, and who said so', async () => {
    const text = await textOf('entities.md')
    const atlas = text.slice(text.indexOf('## Atlas\n'))

    expect(atlas).toContain('- status: **done** since 2025-03-18 (80 %)')
    expect(atlas).toContain('- 2025-03-04 · status: – → planned')
    expect(atlas).toContain('“said on 2025-03-04” — Ana, Weekly 2025-03-04')
    expect(atlas).toMatch(/also called (Atlas Migration, Atlas Two|Atlas Two, Atlas Migration)\./)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028]/)
  })
})

describe('a list of tasks', () => {
  it('has one task for all personas, in lines as RFC 5545 wants them', async () => {
    const text = await textOf('insights.ics')
    const lines = text.split('\r\n')
    const unfolded = text.replaceAll('\r\n ', '').split('\r\n')

    expect(lines.at(-1)).toBe('')
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
      expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f]/)
      expect(line).not.toContain('\ufffd')
    }
    expect(unfolded.slice(0, 13).map((line) => line.replace(/^(DTSTAMP|UID):.*/, '$1'))).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Throughline//Export//EN', 'CALSCALE:GREGORIAN'],
      ...['X-WR-CALNAME:Action items', 'BEGIN:VTODO', 'UID', 'DTSTAMP'],
      'SUMMARY:=HYPERLINK("x")\\nsecond\\, "line"  ünï – 会議 \u{1f600}',
      'DESCRIPTION:Owner: -5\\n“=HYPERLINK("x")\\nsecond\\, "line"  ünï – 会議 \u{1f600}” — @Ana\\n=HYPERLINK("x")\\nsecond\\, "line"  ünï – 会議 \u{1f600}\\, 2025-03-18',
      ...['DUE;VALUE=DATE:20250401', 'STATUS:NEEDS-ACTION', 'PRIORITY:1'],
    ])
    expect(unfolded.slice(-3)).toEqual(['END:VTODO', 'END:VCALENDAR', ''])
    expect(unfolded.filter((line) => line === `UID:${seeded.march18}-aa@throughline`)).toHaveLength(1)
  })
})
