import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { tablesWith } from '../support/everything-stored.ts'

/** What tells the person, and what only they said. */
const words = ['Brixondul', 'frondlewick', 'zanzibarquux']
const person = 'Ana Brixondul'

const meeting = (day: string, segments: { speaker: string; text: string }[], more: object = {}) => ({
  ...{ title: 'Weekly', externalId: `weekly-${day}`, source: 'recorder', occurredAt: `2026-03-${day}T10:00:00Z` },
  ...{ segments, ...more },
})
const attended = meeting(
  '04',
  [
    { speaker: person, text: 'LANTERN-3 is now blocked by the zanzibarquux.' },
    { speaker: 'Bo Halden', text: `HARBOUR-7 is now in progress. ${person} owns LANTERN-3.` },
    { speaker: person, text: 'I will send the zanzibarquux by Friday.' },
  ],
  {
    participants: [{ name: person, email: 'frondlewick@example.test' }, { name: 'Bo Halden' }],
    title: `With ${person}`,
  },
)
const mentioned = meeting('11', [{ speaker: 'Bo Halden', text: `HARBOUR-7 is now on hold. ${person} owns HARBOUR-7.` }])
const other = meeting('18', [{ speaker: 'Bo Halden', text: 'HARBOUR-7 is now completed.' }])

let cluster: Cluster
const finished = async (runId: unknown): Promise<void> => {
  const run = await cluster.call('GET', `/v1/runs/${runId}?wait=60s`)
  expect(String(run.body.status), JSON.stringify(run.body)).toMatch(/^completed/)
}
const settle = async (): Promise<void> => {
  const { body } = await cluster.call('GET', '/v1/runs?limit=50')
  for (const { id } of body.items as { id: string }[]) await finished(id)
}

beforeAll(async () => {
  cluster = await startCluster({ backend: 'postgres', workers: 1 })
  for (const one of [attended, mentioned, other]) {
    const { status, body } = await cluster.call('POST', '/v1/meetings', one)
    expect(status, JSON.stringify(body)).toBe(202)
    await finished(body.runId)
  }
}, 180_000)
afterAll(() => cluster?.stop(), 60_000)

describe('a person who is erased', () => {
  it('was known, and is counted first', async () => {
    const tables = Object.keys(await tablesWith(cluster.databaseUrl, words))
    const { body } = await cluster.call('POST', '/v1/erasures', { name: person, dryRun: true })

    expect(tables).toEqual(
      expect.arrayContaining(['meeting', 'segment', 'transcript', 'name', 'event'].map((name) => `public.${name}`)),
    )
    expect(body).toMatchObject({ dryRun: true, subject: 'person', counts: { meeting: 2 } })
  })

  it('is named nowhere and what they said is gone, also when the meetings are read again', async () => {
    const { status, body } = await cluster.call('POST', '/v1/erasures', { name: person, reason: 'request 4' })
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({ subject: 'person', status: 'done', verified: true })

    expect(await tablesWith(cluster.databaseUrl, words)).toEqual({})
    await settle()
    expect(await tablesWith(cluster.databaseUrl, words)).toEqual({})
    const { body: meetings } = await cluster.call('GET', '/v1/meetings')
    const id = (meetings.items as { id: string; externalId: string }[]).find(
      (one) => one.externalId === 'weekly-04',
    )?.id
    await finished((await cluster.call('POST', `/v1/meetings/${id}/reprocess`, {})).body.runId)
    expect(await tablesWith(cluster.databaseUrl, words)).toEqual({})
  })

  it('does not come back with a meeting that is sent again', async () => {
    expect((await cluster.call('POST', '/v1/meetings', attended)).body).toMatchObject({ status: 410, code: 'gone' })
    expect((await cluster.call('POST', '/v1/meetings', mentioned)).body).toMatchObject({ status: 410, code: 'gone' })
  })

  it('leaves what others said', async () => {
    const { body } = await cluster.call('GET', '/v1/entities?q=HARBOUR-7')
    const [entity] = body.items as { id: string }[]
    const { body: timeline } = await cluster.call('GET', `/v1/entities/${entity?.id}/timeline?dimension=status`)
    const { body: people } = await cluster.call('GET', '/v1/entities?type=person')

    expect((timeline.items as { to: string }[]).map(({ to }) => to)).toEqual(['in_progress', 'on_hold', 'completed'])
    expect((people.items as { name: string }[]).map(({ name }) => name)).toContain('Bo Halden')
  })

  it('may keep what they said, under the pseudonym', async () => {
    const { body: people } = await cluster.call('GET', '/v1/entities?type=person')
    const personId = (people.items as { id: string; name: string }[]).find(({ name }) => name === 'Bo Halden')?.id
    const { status, body } = await cluster.call('POST', '/v1/erasures', { personId, includeSpoken: false })
    await settle()
    const { body: found } = await cluster.call('GET', '/v1/entities?q=HARBOUR-7')
    const [entity] = found.items as { id: string }[]
    const { body: timeline } = await cluster.call('GET', `/v1/entities/${entity?.id}/timeline?dimension=status`)

    expect([status, body.verified], JSON.stringify(body)).toEqual([201, true])
    expect(await tablesWith(cluster.databaseUrl, ['Halden'])).toEqual({})
    expect((timeline.items as { to: string }[]).map(({ to }) => to)).toEqual(['in_progress', 'on_hold', 'completed'])
  })
})
