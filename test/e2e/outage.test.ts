import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { shapes, syntheticMeeting } from '../../bench/workload.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { until } from '../support/ledger.ts'
import { readRecord } from '../support/record-digest.ts'
import { redisAvailable } from '../support/redis.ts'
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts'

const meetings = Number(process.env.TEST_MEETINGS ?? 10)
/** Read before the provider goes away. */
const early = 3

/** Rules do not know that what has left the harbour is completed: without a model the record is another one. */
const meetingOf = (n: number) => {
  const meeting = syntheticMeeting(n, shapes.simple, 'HARBOUR', 3)
  const [first] = meeting.segments
  const task = /HARBOUR-\d+/.exec(first?.text ?? '')?.[0]
  const text = `${task} has left the harbour as we speak.`
  return { ...meeting, segments: [...meeting.segments, { speaker: 'Ana', startMs: 900_000, endMs: 903_000, text }] }
}

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (let close = open.pop(); close; close = open.pop()) await close()
}, 120_000)

const startWorld = async (): Promise<{
  cluster: Cluster
  model: ScriptedModel
  count: (sql: string) => Promise<number>
}> => {
  const model = await startScriptedModel({ latencyMs: 100 })
  open.push(() => model.stop().catch(() => {}))
  const cluster = await startCluster({
    backend: redisAvailable() ? 'redis' : 'postgres',
    workers: 2,
    env: {
      ...{ OPENAI_API_KEY: 'sk-of-a-test', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'gpt-4o' },
      ...{ LLM_UPGRADE_INTERVAL_MS: '500', LLM_RETRY_DELAY_MS: '10', LLM_MAX_RETRIES: '1' },
      LLM_BREAKER_RECOVERY_MS: '500',
    },
  })
  open.push(cluster.stop)
  const client = new pg.Client({ connectionString: cluster.databaseUrl })
  await client.connect()
  open.push(() => client.end())
  const count = async (sql: string): Promise<number> =>
    (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0]?.n ?? -1
  return { cluster, model, count }
}

const submit = async (cluster: Cluster, from: number, to: number): Promise<string[]> => {
  const runIds: string[] = []
  for (let n = from; n < to; n++) {
    const reply = await cluster.call('POST', '/v1/meetings', meetingOf(n))
    expect(reply.status, JSON.stringify(reply.body)).toBe(202)
    runIds.push(String(reply.body.runId))
  }
  return runIds
}

const down = { status: 503, error: { message: 'no', type: 'server_error' } }
const degraded = 'meeting WHERE degraded_generation > 0 AND degraded_generation = live_generation'
const openRuns = 'run WHERE finished_at IS NULL'

describe('a provider that goes away in the middle of many meetings', () => {
  it('stops none of them, and leaves no trace in the record once it is back', async () => {
    const spared = await startWorld()
    await submit(spared.cluster, 0, meetings)
    await until(async () => (await spared.count(openRuns)) === 0, 120_000)
    const never = await readRecord(spared.cluster.databaseUrl)
    expect(await spared.count(degraded)).toBe(0)
    for (let close = open.pop(); close; close = open.pop()) await close()

    const { cluster, model, count } = await startWorld()
    const first = await submit(cluster, 0, early)
    await until(async () => (await count(openRuns)) === 0, 120_000)
    const last = model.calls().length + 5
    model.setFault((_asked, call) => (call < last ? undefined : down))
    const runIds = [...first, ...(await submit(cluster, early, meetings))]
    await until(async () => model.calls().length > last, 120_000)
    await model.stop()
    await until(async () => (await count(`${openRuns} AND kind = 'meeting'`)) === 0, 120_000)
    expect(await count(degraded)).toBeGreaterThan(0)
    const runs = await Promise.all(runIds.map((id) => cluster.call('GET', `/v1/runs/${id}`)))
    expect(new Set(runs.map((run) => run.body.status))).toEqual(new Set(['completed']))
    const during = await readRecord(cluster.databaseUrl)

    model.setFault(undefined)
    await model.start()
    await until(async () => (await count(degraded)) === 0 && (await count(openRuns)) === 0, 120_000)

    const after = await readRecord(cluster.databaseUrl)
    expect(during.digest).not.toBe(never.digest)
    expect(after.digest).toBe(never.digest)
    expect(after).toMatchObject({ insights: never.insights, summaries: never.summaries, wronglyAnnounced: 0 })
    expect(await count(`run WHERE kind = 'upgrade' AND status <> 'completed'`)).toBe(0)
    // Nobody upgraded what had been read well.
    expect(await count(`run WHERE kind = 'upgrade' AND NOT degraded`)).toBeLessThanOrEqual(meetings - early)
  }, 400_000)
})
