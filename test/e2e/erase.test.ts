import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canariesIn, canaryMeeting, canaries as spoken } from '../support/canary.ts'
import { type Cluster, openCluster } from '../support/cluster.ts'
import { redisText, samplesWith, tablesWith } from '../support/everything-stored.ts'
import { type Ground, startGround } from '../support/ground.ts'
import { redisAvailable } from '../support/redis.ts'
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts'

/** Words that occur in what is erased and nowhere else. */
const canaries = {
  ...spoken,
  externalId: 'plinthwhimbrel',
  key: 'harrowsnipe',
  account: 'ottersquill',
  address: 'kestrelmoth',
} as const
const words = Object.values(canaries)
const found = (text: string): string[] => canariesIn(text, canaries)

const secret = (version: number) => ({
  ...canaryMeeting,
  ...{ externalId: `${canaries.externalId}-7`, account: canaries.account },
  ...{ source: 'recorder', sourceUrl: `https://calls.example.test/${canaries.address}` },
  occurredAt: '2026-03-11T10:00:00Z',
  segments: [
    { speaker: `Ana ${canaries.speaker}`, text: `HARBOUR-7 is now blocked by the ${canaries.transcript}.` },
    { speaker: 'Bo', text: `${canaries.project}-9 is now ${version === 1 ? 'in progress' : 'on hold'}.` },
    { speaker: `Ana ${canaries.speaker}`, text: `I will send the ${canaries.transcript} by Friday.` },
    { speaker: 'Bo', text: `The risk is that the ${canaries.transcript} is late. I own HARBOUR-7.` },
    { speaker: 'Bo', text: `We decided to drop the ${canaries.transcript} for HARBOUR-7.` },
  ],
})

const ordinary = (day: string, text: string) => ({
  ...{ title: 'Weekly', externalId: `ordinary-${day}`, source: 'recorder', occurredAt: `2026-03-${day}T10:00:00Z` },
  segments: [{ speaker: 'Bo', text }],
})

let ground: Ground
let model: ScriptedModel
let hook: Server
beforeAll(async () => {
  ground = await startGround(redisAvailable() ? 'redis' : 'postgres')
  model = await startScriptedModel()
  // A receiver that repeats what it is sent.
  hook = createServer((request, response) => void request.pipe(response.writeHead(500)))
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
}, 120_000)
afterAll(async () => {
  hook?.close()
  await model?.stop()
  await ground?.stop()
}, 60_000)

const modelEnv = () => ({ OPENAI_API_KEY: 'sk-of-tests', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'gpt-4o' })

describe.each(['offline', 'a model'])('a meeting that was read by %s and is erased', (engine) => {
  let cluster: Cluster
  let meetingId: string
  let runs: string[]

  const submit = async (body: object, headers: Record<string, string> = {}) => {
    const { status, body: told } = await cluster.call('POST', '/v1/meetings', body, headers)
    expect(status, `${JSON.stringify(told)}\n${cluster.api().stderr().slice(-3000)}`).toBe(202)
    const run = await cluster.call('GET', `/v1/runs/${told.runId}?wait=60s`)
    expect(String(run.body.status), JSON.stringify(run.body)).toMatch(/^completed/)
    return { meetingId: String(told.meetingId), runId: String(told.runId) }
  }

  beforeAll(async () => {
    const env = { LOG_LEVEL: 'trace', ALLOW_PRIVATE_WEBHOOKS: 'true', ...(engine === 'offline' ? {} : modelEnv()) }
    cluster = await openCluster(ground, { workers: 1, env })
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`
    await cluster.call('POST', '/v1/webhooks', { url, events: ['*'] })
    await submit(ordinary('04', 'HARBOUR-7 is now planned.'))
    const first = await submit(secret(1), { 'idempotency-key': `once-${canaries.key}` })
    const again = await submit(secret(2))
    await submit(ordinary('18', 'HARBOUR-7 is now in progress.'))
    meetingId = first.meetingId
    runs = [first.runId, again.runId]
  }, 180_000)
  afterAll(() => cluster?.stop(), 60_000)

  it('was everywhere', async () => {
    const tables = Object.keys(await tablesWith(cluster.databaseUrl, words))

    expect(tables).toEqual(
      expect.arrayContaining(
        ['meeting', 'transcript', 'segment', 'event', 'transition', 'name', 'insight'].map((name) => `public.${name}`),
      ),
    )
  })

  it('is in none of the samples that Postgres plans by, also before it is erased', async () => {
    expect(await samplesWith(cluster.databaseUrl, words)).toEqual([])
  })

  it('shows first what would go, and writes nothing', async () => {
    const stored = async () => {
      // Deliveries that fail go on being tried meanwhile.
      const { 'public.delivery_attempt': _, ...rest } = await tablesWith(cluster.databaseUrl, words)
      return rest
    }
    const before = await stored()
    const { status, body } = await cluster.call('POST', '/v1/erasures', { meetingId, dryRun: true })

    expect([status, body.dryRun, body.status]).toEqual([201, true, 'done'])
    expect((body.counts as Record<string, number>).segment).toBe(10)
    expect(await stored()).toEqual(before)
    expect((await cluster.call('GET', `/v1/erasures/${body.id}`)).status).toBe(404)
  })

  it('is nowhere afterwards, and the receipt tells it', async () => {
    const { status, body } = await cluster.call('POST', '/v1/erasures', { meetingId, reason: 'ticket 12' })
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({ subject: 'meeting', subjectId: meetingId, status: 'done', verified: true })

    expect(await tablesWith(cluster.databaseUrl, words)).toEqual({})
    expect(await samplesWith(cluster.databaseUrl, words)).toEqual([])
    expect((await cluster.call('GET', `/v1/erasures/${body.id}`)).body).toEqual(body)
    const logs = [cluster.api(), ...cluster.workers].map((one) => `${one.stdout()}${one.stderr()}`).join('\n')
    expect(logs.split('\n').length).toBeGreaterThan(10)
    expect(found(logs)).toEqual([])
  })

  it.skipIf(!redisAvailable())('is in no key of Redis', async () => {
    const redis = new Redis(cluster.redis?.url ?? '')
    const text = await redisText(redis)
    redis.disconnect()

    expect(text).toContain('bull')
    expect(found(text)).toEqual([])
  })

  it('is refused when it comes again, whatever brings it', async () => {
    const { externalId: _, ...nameless } = secret(1)
    const replies = [
      await cluster.call('POST', '/v1/meetings', secret(2)),
      await cluster.call('POST', '/v1/meetings', secret(1), { 'idempotency-key': `once-${canaries.key}` }),
      await cluster.call('POST', '/v1/meetings', { ...nameless, occurredAt: undefined }),
      await cluster.call('POST', '/v1/meetings', { ...secret(2), externalId: 'another' }),
      await cluster.call('POST', `/v1/runs/${runs[0]}/replay`),
      await cluster.call('POST', `/v1/runs/${runs[1]}/resume`, {}),
      await cluster.call('POST', `/v1/meetings/${meetingId}/reprocess`, {}),
      await cluster.call('POST', '/v1/erasures', { meetingId }),
    ]

    expect(replies.map(({ status, body }) => `${status} ${body.code}`)).toEqual(replies.map(() => '410 gone'))
    expect(await tablesWith(cluster.databaseUrl, words)).toEqual({})
  })

  it('leaves what other meetings said', async () => {
    const { body } = await cluster.call('GET', '/v1/entities?q=HARBOUR-7')
    const [entity] = body.items as { id: string; name: string }[]
    const { body: timeline } = await cluster.call('GET', `/v1/entities/${entity?.id}/timeline?dimension=status`)
    const moves = (timeline.items as { from: string | null; to: string | null }[]).map(({ from, to }) => [from, to])

    expect(entity?.name).toBe('HARBOUR-7')
    expect(moves).toEqual([
      [null, 'planned'],
      ['planned', 'in_progress'],
    ])
  })
})
