import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { noModels } from '../../../src/usecases/models/no-models.ts'
import type { PromptRecord } from '../../../src/usecases/models/ports.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { readByModel } from '../../support/read-by-model.ts'
import { seedCalls } from '../../support/seed-calls.ts'

const score = { metric: 'F1', value: 0.92, samples: 40, data: 'own set', measuredAt: '2026-02-01' }
const library: PromptRecord[] = [
  { task: 'extract_observations', version: 1, label: 'retired', change: 'First version.', scores: [] },
  { task: 'extract_observations', version: 10, label: 'stable', change: 'Shorter.', scores: [score] },
  { task: 'summarize_meeting', version: 1, label: 'stable', change: 'First version.', scores: [] },
]

let api: TestApi
let client: ReturnType<typeof clientOf>
let meetings: { meetingId: string; runId: string }[]

const features = [
  'Seat Map',
  'Dark Mode',
  'Late Refund',
  'Gift Cards',
  'Group Tickets',
  'Fast Lane',
  'Sound Desk',
  'Box Office',
]

beforeAll(async () => {
  api = await startTestApi({ models: { ...noModels, prompts: () => library } })
  client = clientOf(api, api.tenant.key)
  const say = (status: string) => features.map((entity) => ({ entity, status }))
  meetings = [
    await readByModel(api, {
      ...{ day: '2026-03-02', engineVersion: 'extract_observations@1:fake/reader', statements: say('planned') },
    }),
    await readByModel(api, {
      ...{ day: '2026-03-09', engineVersion: 'extract_observations@10:fake/reader', statements: say('in progress') },
    }),
  ]
  await seedCalls(api.database, api.tenant.tenantId, [
    { promptVersion: 'extract_observations@1', cost: '0.5' },
    { promptVersion: 'extract_observations@10', cost: '0.25' },
    { promptVersion: 'extract_observations@10', cost: null, outcome: 'timeout', model: 'fake/slow' },
    { promptVersion: 'judge_names@3', task: 'judge_names', cost: '0.125' },
  ])
})
afterAll(() => api.close())

type Prompt = {
  id: string
  label: string
  changeLog: { version: number }[]
  scores: object[]
  live: object
  quality: { transitions: number; corrected: number; correctionRate: number | null }
}

const prompts = async (query = ''): Promise<Record<string, Prompt>> => {
  const reply = await client.get(`/v1/prompts${query}`)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return Object.fromEntries(reply.body.items.map((prompt: Prompt) => [prompt.id, prompt]))
}

const rates = async () => {
  const all = await prompts()
  return [all['extract_observations@1']?.quality, all['extract_observations@10']?.quality]
}

const entityId = async (name: string): Promise<string> => {
  const { items } = (await client.get(`/v1/entities?q=${encodeURIComponent(name)}`)).body
  return items.find((entity: { name: string }) => entity.name === name).id
}

const correct = async (name: string, body: object): Promise<{ factIds: string[] }> => {
  const reply = await client.post(`/v1/entities/${await entityId(name)}/correct`, { dimension: 'status', ...body })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body
}

describe('GET /v1/prompts', () => {
  it('tells of every version its label, what it changed, and how it scored', async () => {
    const all = await prompts()

    expect(Object.keys(all)).toEqual([
      ...['extract_observations@10', 'extract_observations@1', 'judge_names@3', 'summarize_meeting@1'],
    ])
    expect(all['extract_observations@10']).toMatchObject({ label: 'stable', scores: [score] })
    expect(all['extract_observations@10']?.changeLog.map((change) => change.version)).toEqual([10, 1])
    expect(all['judge_names@3']).toMatchObject({ label: 'unknown', live: { calls: 1 } })
    expect(Object.keys(await prompts('?task=summarize_meeting'))).toEqual(['summarize_meeting@1'])
  })

  it('tells use and cost by version, and with which models', async () => {
    const all = await prompts()

    expect(all['extract_observations@1']?.live).toMatchObject({ calls: 1, cost: { amount: '0.5' }, successShare: 1 })
    expect(all['extract_observations@10']?.live).toMatchObject({
      ...{ calls: 2, cost: null, unknownCostCalls: 1, knownCost: { amount: '0.25' }, successShare: 0.5 },
      models: ['fake/reader', 'fake/slow'],
    })
    expect(all['summarize_meeting@1']?.live).toMatchObject({ calls: 0, cost: { amount: '0' }, lastUsedAt: null })
  })
})

describe('the correction rate of a version', () => {
  it('starts at nothing corrected, and is not known of a version that made no change', async () => {
    expect(await rates()).toMatchObject([
      { transitions: features.length, corrected: 0, correctionRate: 0 },
      { transitions: features.length, corrected: 0, correctionRate: 0 },
    ])
    expect((await prompts())['summarize_meeting@1']?.quality.correctionRate).toBeNull()
  })

  it('moves when five things are put right, for the version that had said otherwise', async () => {
    for (const name of features.slice(0, 3)) await correct(name, { kind: 'assert', value: 'blocked' })
    for (const name of features.slice(3, 5)) {
      await correct(name, { kind: 'veto', meetingId: meetings[1]?.meetingId })
    }

    expect(await rates()).toMatchObject([
      { corrected: 0, correctionRate: 0 },
      { transitions: features.length, corrected: 5, asserted: 3, vetoed: 2, correctionRate: 0.625 },
    ])
  })

  it('counts a statement about a day for the version that had spoken last until then', async () => {
    await correct('Fast Lane', { kind: 'assert', value: 'blocked', at: '2026-03-04T00:00:00Z' })

    expect(await rates()).toMatchObject([{ corrected: 1, correctionRate: 0.125 }, { corrected: 5 }])
  })

  it('does not count what agrees with it, and forgets what is withdrawn', async () => {
    await correct('Sound Desk', { kind: 'assert', value: 'in progress' })
    const { factIds } = await correct('Sound Desk', { kind: 'assert', value: 'done' })
    const before = await rates()
    await client.delete(`/v1/facts/${factIds[0]}`)

    expect(before).toMatchObject([{ corrected: 1 }, { corrected: 6 }])
    expect(await rates()).toMatchObject([{ corrected: 1 }, { corrected: 5 }])
  })

  it('counts a change once, corrected in two ways or not, and a name that was given another meaning', async () => {
    await correct('Seat Map', { kind: 'veto', meetingId: meetings[1]?.meetingId })
    const [from, to] = [await entityId('Box Office'), await entityId('Fast Lane')]
    await inTenant(api.database, api.tenant.tenantId, async (tx) => {
      const head = await tx.tenantHead.findFirstOrThrow()
      const id = newId()
      await tx.fact.create({
        data: {
          ...{ id, tenantId: api.tenant.tenantId, groupId: id, kind: 'relink', origin: 'user', orderKey: '' },
          ...{ nameId: from, otherNameId: to, meetingId: meetings[1]?.meetingId ?? null },
          ...{ version: head.version + 1n, namesVersion: head.namesVersion + 1n },
        },
      })
    })

    expect(await rates()).toMatchObject([{ corrected: 1 }, { corrected: 6, vetoed: 3, relinked: 1, asserted: 3 }])
  })
})
