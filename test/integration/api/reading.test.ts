import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { seeded, seedRecord } from '../../support/seed-record.ts'

let api: TestApi
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  api = await startTestApi()
  await seedRecord(api.database, api.tenant.tenantId)
  client = clientOf(api, api.tenant.key)
})
afterAll(() => api.close())

const read = async (path: string) => {
  const reply = await client.get(path)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body
}

/** All pages, one item at a time. */
const readAll = async (path: string) => {
  const items = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: unknown[]; nextCursor: string | null } = await read(`${path}${cursor && `&cursor=${cursor}`}`)
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items as Record<string, never>[]
}

const atlas = `/v1/entities/${seeded.atlas}`

describe('entities', () => {
  it('are listed by type and name, page by page, without those that were merged away', async () => {
    const items = await readAll('/v1/entities?limit=1')

    expect(items.map((entity) => entity.name)).toEqual(['Ana Ruiz', 'Atlas', 'Beacon'])
  })

  it('are found by type, state, project and name, typing errors forgiven', async () => {
    const names = async (query: string) =>
      (await read(`/v1/entities?${query}`)).items.map((entity: { name: string }) => entity.name)

    expect(await names('type=person')).toEqual(['Ana Ruiz'])
    expect(await names('state=status:blocked')).toEqual(['Beacon'])
    expect(await names('state=Legal review')).toEqual(['Beacon'])
    expect(await names('project=side')).toEqual(['Atlas'])
    expect(await names('q=atlas')).toEqual(['Atlas'])
    expect(await names('q=migration')).toEqual(['Atlas'])
    expect(await names('q=beakon')).toEqual(['Beacon'])
    expect(await names('q=nothing like it')).toEqual([])
    expect(await names('stale=true')).toHaveLength(3)
    expect(await readAll('/v1/entities?q=a&limit=1')).toHaveLength(3)
  })

  it('show aliases, state by dimension and inferred flags', async () => {
    const beacon = await read(`/v1/entities/${seeded.beacon}`)
    const entity = await read(atlas)

    expect(entity.aliases.map((alias: { name: string }) => alias.name).sort()).toEqual(['Atlas Migration', 'Atlas Two'])
    expect(entity.state.status).toMatchObject({ value: 'completed', since: '2025-03-18T10:00:00.000Z', confidence: 80 })
    expect(beacon.state.blocker).toMatchObject([{ value: 'Legal review' }])
    expect(beacon.state.depends_on).toMatchObject([{ value: 'Atlas', entityId: seeded.atlas }])
    expect(beacon.flags).toContain('at_risk')
    expect(beacon.flags).toContain('stale')
  })

  it('go on answering under an id that was merged away', async () => {
    const entity = await read(`/v1/entities/${seeded.merged}`)
    const timeline = await read(`/v1/entities/${seeded.merged}/timeline`)

    expect(entity).toMatchObject({ id: seeded.merged, mergedInto: seeded.atlas, name: 'Atlas' })
    expect(timeline.items).toHaveLength(3)
  })

  it('tell their story in the order of the meetings, now and as it was known then', async () => {
    const moves = async (query: string) =>
      (await readAll(`${atlas}/timeline?limit=2${query}`)).map((step) => `${step.from} > ${step.to}`)

    expect(await moves('')).toEqual(['null > planned', 'planned > blocked', 'blocked > done'])
    expect(await moves('&order=desc')).toEqual(['blocked > done', 'planned > blocked', 'null > planned'])
    expect(await moves('&knownAt=2025-03-19')).toEqual(['null > planned', 'planned > done'])
    expect(await moves('&superseded=true')).toHaveLength(4)
    expect(await moves('&from=2025-03-05&to=2025-03-11')).toEqual(['planned > blocked'])
  })

  it('have a state for each day, as true and as known', async () => {
    const status = async (query: string) => (await read(`${atlas}/state?${query}`)).state.status?.value

    expect(await status('')).toBe('completed')
    expect(await status('validAt=2025-03-03')).toBeUndefined()
    expect(await status('validAt=2025-03-04')).toBe('planned')
    expect(await status('validAt=2025-03-12')).toBe('blocked')
    expect(await status('validAt=2025-03-12&knownAt=2025-03-19')).toBe('planned')
    expect(await status('knownAt=2025-03-19')).toBe('done')
    expect(await status('validAt=2025-03-11T09:59:59Z')).toBe('planned')
  })

  it('take a day alone to its end in the zone of the tenant', async () => {
    const state = await read(`${atlas}/state?validAt=2025-03-10`)

    expect(state.validAt).toBe('2025-03-10T22:59:59.999Z')
  })

  it('explain each fact: what counted, what was outvoted, planned, vetoed, not tracked or of nothing', async () => {
    const items = await readAll(`${atlas}/explain?limit=3`)
    const verdict = (quote: string) => items.find((item) => item.quote === quote)?.verdict

    expect(verdict('said on 2025-03-11')).toBe('changed')
    expect(verdict('earlier')).toBe('outvoted')
    expect(verdict('will be done')).toBe('not_asserted')
    expect(verdict('it is red')).toBe('not_tracked')
    expect(verdict('it matters')).toBe('vetoed')
    expect(verdict('blocked')).toBe('unlinked')
    expect(verdict('one thing')).toBe('linked')
  })

  it('have relations from both ends and mentions with the words around', async () => {
    const inward = await read(`${atlas}/relations`)
    const outward = await read(`/v1/entities/${seeded.beacon}/relations`)
    const mentions = await readAll(`${atlas}/mentions?limit=2`)

    expect(inward.items).toMatchObject([{ direction: 'in', relation: 'depends_on', entityName: 'Beacon' }])
    expect(outward.items).toMatchObject([{ direction: 'out', relation: 'depends_on', entityName: 'Atlas' }])
    expect(mentions.map((mention) => mention.meetingId)).toEqual([seeded.march18, seeded.march11, seeded.march4])
    expect(mentions[0]).toMatchObject({ text: 'Atlas, as said on 2025-03-18', speaker: 'Ana' })
  })

  it('come with suggestions, the likeliest first', async () => {
    const items = await readAll('/v1/entities/suggestions?kind=merge&limit=1')

    expect(items.map((item) => item.score)).toEqual([90, 70])
    expect(items[0]).toMatchObject({ name: { name: 'Atlas' }, other: { name: 'Beacon' } })
  })
})

describe('the feed of changes', () => {
  const moves = (items: { change: string; transition: { from: string; to: string } }[]) =>
    items.map(({ change, transition }) => `${change} ${transition.from} > ${transition.to}`)

  it('tells what was recorded and replaced by version, and goes on without loss or repetition', async () => {
    const seen = []
    let since = ''
    for (let more = true; more; ) {
      const page = await read(`/v1/changes?limit=2${since}`)
      seen.push(...page.items)
      since = `&since=${page.nextCursor}`
      more = page.more
    }

    expect(moves(seen).slice(0, 3)).toEqual([
      'created null > planned',
      'created planned > done',
      'superseded planned > done',
    ])
    expect(moves(seen)).toHaveLength(5)
    expect((await read(`/v1/changes?${since.slice(1)}`)).items).toEqual([])
  })

  it('starts after a version and filters by type, project and series', async () => {
    expect((await read('/v1/changes?since=2')).items).toHaveLength(3)
    expect((await read('/v1/changes?until=1')).items).toHaveLength(1)
    expect((await read('/v1/changes?type=deal')).items).toHaveLength(0)
    expect((await read('/v1/changes?project=side')).items).toHaveLength(1)
    expect((await read('/v1/changes?series=weekly')).items).toHaveLength(5)
  })

  it('tells by time what counts now, in the order in which it happened', async () => {
    const first = await read('/v1/changes?since=2025-03-05&until=2025-03-31&limit=1')
    const second = await read(`/v1/changes?since=${first.nextCursor}&until=2025-03-31&limit=1`)

    expect(moves([...first.items, ...second.items])).toEqual(['created planned > blocked', 'created blocked > done'])
    expect([first.more, second.more]).toEqual([true, false])
    expect((await client.get('/v1/changes?since=2025-03-05&until=2')).body.errors[0].path).toBe('query.until')
  })

  it('is unchanged as long as the version of the record is', async () => {
    const first = await client.get('/v1/changes')
    const again = await client.get('/v1/changes').set('If-None-Match', first.headers.etag ?? '')
    const other = await client.get('/v1/changes').set('If-None-Match', '"2"')

    expect(first.headers.etag).toBe('"3"')
    expect([again.status, again.text, other.status]).toEqual([304, '', 200])
  })
})

describe('a meeting', () => {
  const march18 = `/v1/meetings/${seeded.march18}`

  it('is listed latest first and found by its filters', async () => {
    expect((await readAll('/v1/meetings?limit=1')).map((meeting) => meeting.id)).toEqual([
      seeded.march18,
      seeded.march11,
      seeded.march4,
    ])
    expect((await read('/v1/meetings?project=side')).items).toHaveLength(1)
    expect((await read('/v1/meetings?from=2025-03-05&to=2025-03-11')).items).toHaveLength(1)
    expect((await read('/v1/meetings?q=2025-03-04')).items).toHaveLength(1)
    expect((await read('/v1/meetings?q=%25')).items).toHaveLength(0)
  })

  it('has its segments, summaries, insights and observations', async () => {
    const segments = await readAll(`${march18}/transcript?limit=1`)
    const summaries = await read(`${march18}/summaries`)
    const insights = await readAll(`${march18}/insights?limit=1&status=open`)
    const observations = await readAll(`${march18}/observations?limit=2`)

    expect(segments.map((segment) => segment.index)).toEqual([0, 1])
    expect(summaries.items.map((summary: { level: string }) => summary.level)).toEqual([
      'title',
      'headline',
      'spotlight',
    ])
    expect(insights).toHaveLength(2)
    expect(observations.map((observation) => observation.entityName)).toEqual(['Atlas', 'Atlas', 'Atlas', null])
    expect(await readAll(`${march18}/observations?limit=2&linked=false`)).toHaveLength(1)
  })

  it('has its summaries without evidence for who wants little', async () => {
    const { items } = await read(`${march18}/summaries?profile=lite`)

    expect(items).toHaveLength(3)
    for (const item of items) expect(item).toMatchObject({ profile: 'lite', evidence: [] })
  })

  it('has its transitions, its coverage, and what the record gained and lost by it', async () => {
    const transitions = await read(`${march18}/transitions`)
    const diff = await read(`/v1/meetings/${seeded.march11}/diff`)
    const coverage = await read(`${march18}/coverage`)

    expect(transitions.items).toMatchObject([{ from: 'blocked', to: 'done', entityName: 'Atlas' }])
    expect(diff.items.map((item: { change: string }) => item.change).sort()).toEqual([
      'created',
      'created',
      'superseded',
    ])
    expect((await read(`/v1/meetings/${seeded.march4}/diff`)).newEntities).toMatchObject([
      { name: 'Atlas' },
      { name: 'Beacon' },
    ])
    expect(coverage).toMatchObject({ runId: null, segments: 2, read: 0, gaps: [] })
  })
})

describe('over all meetings', () => {
  it('finds insights by kind, owner, status, project and time', async () => {
    expect(await readAll('/v1/insights?kind=action_item&owner=ana%20ruiz&limit=1')).toHaveLength(3)
    expect(await readAll('/v1/insights?status=done&project=main&from=2025-03-18&limit=1')).toHaveLength(1)
    expect(await readAll('/v1/insights?kind=risk&limit=1')).toHaveLength(0)
  })

  it('finds words in transcripts', async () => {
    const hits = await readAll('/v1/search?q=zebra&limit=2')

    expect(hits).toHaveLength(3)
    expect(hits[0]).toMatchObject({ speaker: 'Ben', segmentIndex: 1, text: 'The zebra crossed.' })
    expect(await readAll('/v1/search?q=giraffe&limit=2')).toHaveLength(0)
  })
})
