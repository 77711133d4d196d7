import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportKindNames, exportKinds } from '../../src/usecases/export/kinds.ts'
import { canaries, canariesIn, canaryMeeting } from '../support/canary.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'

const person = 'Ferrol Tamsinwick'
const words = { ...canaries, person: 'Tamsinwick', address: 'pellmarrow' }
const secret = {
  ...canaryMeeting,
  ...{ externalId: 'secret', source: 'recorder', occurredAt: '2026-03-11T10:00:00Z' },
  segments: [
    { speaker: `Ana ${canaries.speaker}`, text: `HARBOUR-7 is now blocked by the ${canaries.transcript}.` },
    { speaker: 'Bo', text: `${canaries.project}-9 is now in progress.` },
    { speaker: `Ana ${canaries.speaker}`, text: `I will send the ${canaries.transcript} by Friday.` },
    { speaker: 'Bo', text: `We decided to drop the ${canaries.transcript} for HARBOUR-7.` },
  ],
}
const ordinary = {
  ...{ title: 'Weekly', externalId: 'ordinary', source: 'recorder', occurredAt: '2026-03-18T10:00:00Z' },
  participants: [{ name: person, email: `${words.address}@example.test` }, { name: 'Bo Halden' }],
  segments: [
    {
      speaker: person,
      text: 'HARBOUR-7 is now in progress. HARBOUR-7 is due on 2026-05-04. I will send the plan by Friday.',
    },
    { speaker: 'Bo Halden', text: `${person} owns HARBOUR-7.` },
  ],
}

let cluster: Cluster
let key: string
const finished = async (): Promise<void> => {
  const { body } = await cluster.call('GET', '/v1/runs?limit=50')
  for (const { id } of body.items as { id: string }[]) {
    const run = await cluster.call('GET', `/v1/runs/${id}?wait=60s`)
    expect(String(run.body.status), JSON.stringify(run.body)).toMatch(/^completed|^cancelled/)
  }
}

/** Every export in every format, by name. */
const everything = async (): Promise<Record<string, string>> => {
  const found: Record<string, string> = {}
  for (const what of exportKindNames)
    for (const format of exportKinds[what].formats) {
      const query = what === 'transitions' ? '?superseded=true' : ''
      const response = await fetch(`${cluster.url}/v1/exports/${what}.${format}${query}`, {
        headers: { authorization: `Bearer ${key}` },
      })
      found[`${what}.${format}`] = await response.text()
      expect(response.status, found[`${what}.${format}`]).toBe(200)
    }
  return found
}
const leaks = (texts: Record<string, string>, which: Readonly<Record<string, string>> = words) =>
  Object.entries(texts).flatMap(([name, text]) => canariesIn(text, which).map((word) => `${name}: ${word}`))

beforeAll(async () => {
  cluster = await startCluster({ backend: 'postgres', workers: 1 })
  key = cluster.key
  for (const one of [secret, ordinary]) {
    const { status, body } = await cluster.call('POST', '/v1/meetings', one)
    expect(status, JSON.stringify(body)).toBe(202)
    await finished()
  }
}, 180_000)
afterAll(() => cluster?.stop(), 60_000)

describe('exports of what workers have made', () => {
  it('tell it in every format', async () => {
    const texts = await everything()
    const empty = Object.entries(texts).filter(([name, text]) => text === '' && !/^(facts|usage)\./.test(name))

    expect(empty.map(([name]) => name)).toEqual([])
    expect(canariesIn(Object.values(texts).join('\n'), words)).toEqual(Object.keys(words))
    expect(texts['entities.md']).toMatch(
      /## HARBOUR-7\n[\s\S]*- status: \*\*in progress\*\*[\s\S]*— Ferrol Tamsinwick, Weekly/,
    )
    expect(texts['entities.ics']).toMatch(
      /BEGIN:VEVENT\r\n[\s\S]*DTSTART;VALUE=DATE:20260504\r\n[\s\S]*SUMMARY:HARBOUR-7: /,
    )
    expect(texts['insights.ics']).toMatch(/BEGIN:VTODO\r\n[\s\S]*DUE;VALUE=DATE:2026\d{4}\r\n/)
  })

  it('tell nothing of an erased meeting', async () => {
    const { body: meetings } = await cluster.call('GET', '/v1/meetings')
    const found = (meetings.items as { id: string; externalId: string }[]).find((one) => one.externalId === 'secret')
    const { status, body } = await cluster.call('POST', '/v1/erasures', { meetingId: found?.id })
    expect([status, body.verified], JSON.stringify(body)).toEqual([201, true])
    const texts = await everything()

    expect(leaks(texts, canaries)).toEqual([])
    expect(texts['entities.md']).toContain('HARBOUR-7')
  })

  it('tell nothing of an erased person', async () => {
    const { status, body } = await cluster.call('POST', '/v1/erasures', { name: person })
    expect([status, body.verified], JSON.stringify(body)).toEqual([201, true])
    await finished()

    expect(leaks(await everything())).toEqual([])
  })
})
