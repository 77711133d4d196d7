import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { observationKey } from '../../../src/domain/meeting/order-key.ts'
import { newId } from '../../../src/platform/ids.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { seeded, seedRecord } from '../../support/seed-record.ts'

/** Ten days after the last meeting of the seeded record. */
const now = new Date('2025-03-28T10:00:00Z')
let clock = now

let api: TestApi
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await seedRecord(api.database, api.tenant.tenantId)
  await seedHistory()
  client = clientOf(api, api.tenant.key)
})
afterAll(() => api.close())

/** Six other projects that were blocked for two days longer each, and went back to work. */
const seedHistory = () =>
  inTenant(api.database, api.tenant.tenantId, async (tx) => {
    const { tenantId } = api.tenant
    for (let n = 1; n <= 6; n++) {
      const entityId = newId()
      const [start, end] = [new Date('2025-01-01T10:00:00Z'), new Date(Date.UTC(2025, 0, 1 + 10 * n, 10))]
      await tx.entity.create({ data: { id: entityId, tenantId, type: 'project', name: `Other ${n}`, lastSeen: now } })
      const step = {
        ...{ tenantId, entityId, type: 'project', dim: 'status', meetingId: seeded.march4, reason: '', version: 1n },
        ...{ reasonSource: 'pattern', confidence: 80, engineVersion: 'test', evidence: [], recordedAt: now },
      }
      const key = (at: Date) => observationKey(at.toISOString(), 0, n)
      await tx.transition.createMany({
        data: [
          {
            ...{ ...step, id: newId(), fromValue: null, toValue: 'blocked', fromSince: null, validAt: start },
            ...{ orderKey: key(start), category: 'initial' },
          },
          {
            ...{ ...step, id: newId(), fromValue: 'blocked', toValue: 'in_progress', fromSince: start, validAt: end },
            ...{ orderKey: key(end), category: 'progress', allowed: n > 1 },
          },
        ],
      })
    }
    await tx.observation.create({
      data: {
        ...{ id: newId(), tenantId, meetingId: seeded.march18, generation: 1, segment: 1, ordinal: 5, dim: 'priority' },
        ...{ orderKey: observationKey('zzz', 1, 5), statedName: seeded.beacon, nameId: seeded.beacon, op: 'set' },
        ...{ value: 'high', modality: 'planned', effectiveAt: '2025-04-01', confidence: 60, cue: 'will be' },
        ...{ quote: 'top of the list from April', speaker: 'Ben', startMs: 0 },
      },
    })
  })

const read = async (path: string) => {
  const reply = await client.get(path)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body
}

describe('the forecast of an entity', () => {
  it('tells what things of its type did next, when, and from how many cases, as an inference', async () => {
    const forecast = await read(`/v1/entities/${seeded.beacon}/forecast`)
    const status = forecast.expectations.find((one: { dimension: string }) => one.dimension === 'status')

    expect(forecast.inferred).toBe(true)
    // Blocked since March 11, 17 days ago: of the six, five were blocked for at least as long (20 to 60 days).
    expect(status).toMatchObject({ from: 'blocked', to: 'in_progress', likelihood: 100, basis: 'history', cases: 5 })
    expect(status).toMatchObject({ earliest: '2025-03-31', expectedOn: '2025-04-20', latest: '2025-05-10' })
  })

  it('takes the word of a plan, with its day and who said it', async () => {
    const { expectations } = await read(`/v1/entities/${seeded.beacon}/forecast`)

    expect(expectations.find((one: { dimension: string }) => one.dimension === 'priority')).toMatchObject({
      ...{ from: null, to: 'high', basis: 'planned', likelihood: null, expectedOn: '2025-04-01' },
      evidence: [{ quote: 'top of the list from April', speaker: 'Ben' }],
    })
  })

  it('expects nothing after a last value, and says so', async () => {
    const { expectations } = await read(`/v1/entities/${seeded.atlas}/forecast`)

    expect(expectations).toMatchObject([{ dimension: 'status', to: null, basis: 'none' }])
    expect(expectations[0].reason).toContain('completed')
  })

  it('gives each flag with its cause and its words', async () => {
    const { flags } = await read(`/v1/entities/${seeded.beacon}/forecast`)

    expect(flags).toMatchObject([
      { flag: 'at_risk', cause: 'setback', dimension: 'status', evidence: [{ quote: 'said on 2025-03-18' }] },
    ])
    expect((await read(`/v1/entities/${seeded.beacon}`)).flags).toEqual(['at_risk'])
  })

  it('is there under an id that was merged away, and for nobody else', async () => {
    const other = clientOf(api, (await api.addTenant('other')).key)

    expect((await read(`/v1/entities/${seeded.merged}/forecast`)).entityId).toBe(seeded.atlas)
    expect((await other.get(`/v1/entities/${seeded.beacon}/forecast`)).status).toBe(404)
    expect((await other.get('/v1/analytics/forecast')).body.items).toEqual([])
  })
})

describe('what is expected soon', () => {
  it('lists it by day, within the days that were asked for', async () => {
    const soon = await read('/v1/analytics/forecast?within=30')

    expect(soon).toMatchObject({ inferred: true, complete: true, examined: 1 })
    expect(soon.items).toMatchObject([{ entityName: 'Beacon', to: 'in_progress', expectedOn: '2025-04-20' }])
    expect((await read('/v1/analytics/forecast?within=10')).items).toEqual([])
    expect((await read('/v1/analytics/forecast?type=deal')).items).toEqual([])
    expect((await read('/v1/analytics/forecast?project=nowhere')).items).toEqual([])
  })
})

describe('analytics', () => {
  it('count by value, now and on a past day', async () => {
    const rows = async (query: string) => (await read(`/v1/analytics/status?dimension=status${query}`)).rows
    const beacon = { type: 'project', dimension: 'status', value: 'blocked', count: 1 }

    expect(await rows('')).toEqual([beacon, { ...beacon, value: 'completed' }])
    expect(await rows('&asOf=2025-01-05')).toEqual([{ ...beacon, count: 6 }])
    expect(await rows('&type=deal')).toEqual([])
    expect((await client.get('/v1/analytics/status?dimension=colour')).status).toBe(422)
  })

  it('tell how long values last, how things flow and what was finished', async () => {
    const time = await read('/v1/analytics/time-in-state?dimension=status')
    const flow = await read('/v1/analytics/flow?from=2025-01-15&to=2025-03-31')
    const throughput = await read('/v1/analytics/throughput?by=month&dimension=status')

    expect(time.rows).toMatchObject([{ value: 'blocked', count: 6, days: { p10: 10, p50: 30, p90: 60, mean: 35 } }])
    expect(flow.rows[0]).toMatchObject({ from: 'blocked', to: 'in_progress', count: 5 })
    expect(throughput.rows).toEqual([])
    expect((await read('/v1/analytics/cycle-time')).rows).toEqual([])
    expect((await read('/v1/analytics/ownership')).rows).toEqual([])
  })

  it('list what is silent for longer than usual, the longest silence first', async () => {
    expect((await read('/v1/analytics/stale')).items).toEqual([])

    clock = new Date('2025-05-07T10:00:00Z')
    const stale = await read('/v1/analytics/stale?type=project')
    const page = await read('/v1/analytics/stale?limit=1')
    clock = now

    // Atlas is finished, and of the others nobody knows a state.
    expect(stale.items).toMatchObject([{ entityName: 'Beacon', silentDays: 50, limitDays: 30, inferred: true }])
    expect(page).toMatchObject({ items: [{ entityName: 'Beacon' }], nextCursor: null })
  })

  it('report on the record itself', async () => {
    const quality = await read('/v1/analytics/quality')

    expect(quality).toMatchObject({
      meetings: 3,
      statements: { unlinked: 1, notAsserted: 2 },
      changes: { forbidden: 0, conflicts: 1, lowConfidence: 0 },
      integrity: { statesWithoutEntity: 0, transitionsWithoutEntity: 0, transitionsWithoutMeeting: 0 },
    })
  })
})
