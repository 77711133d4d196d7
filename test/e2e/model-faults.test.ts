import { readFile, writeFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { until } from '../support/ledger.ts'
import { faultCases } from '../support/model-faults/cases.ts'
import { type FaultProxy, startFaultProxy } from '../support/model-faults/fault-proxy.ts'
import { redisAvailable } from '../support/redis.ts'
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts'

const page = new URL('../../docs/operations/model-faults.md', import.meta.url)

type Figures = {
  code: string
  run: string
  engine: string | null
  degraded: boolean
  openSteps: number
  insights: number
  summaries: number
  transitions: number
  dropped: number
  outcomes: Record<string, number>
  /** Calls that were answered, and those of them whose cost is known. */
  billed: number
  priced: number
}

let model: ScriptedModel
let proxy: FaultProxy
let cluster: Cluster
let client: pg.Client
const seen = new Map<string, Figures>()

/** A meeting in which rules and model see the same two changes, a promise and a risk. */
const meetingOf = (code: string) => ({
  title: `Weekly of ${code}-7`,
  type: 'meeting',
  occurredAt: '2026-03-02T09:00:00Z',
  externalId: code,
  segments: [
    { speaker: 'Ana Ruiz', text: `Let us go through the list. ${code}-7 is now blocked.` },
    { speaker: 'Ben Okoye', text: `And ${code}-8 is now done.` },
    { speaker: 'Ana Ruiz', text: `I will send the ${code}-7 form by Friday.` },
    { speaker: 'Ben Okoye', text: `The risk is that ${code}-7 takes a month.` },
  ],
})

beforeAll(async () => {
  model = await startScriptedModel()
  proxy = await startFaultProxy(model.url, new Map(faultCases.map(({ code, spoil }) => [`${code}-7`, spoil])))
  cluster = await startCluster({
    backend: redisAvailable() ? 'redis' : 'postgres',
    workers: 2,
    env: {
      ...{ OPENAI_API_KEY: 'sk-of-a-test', OPENAI_BASE_URL: proxy.url, OPENAI_MODEL: 'gpt-4o' },
      ...{ LLM_TIMEOUT_MS: '2500', LLM_MAX_RETRIES: '2', LLM_RETRY_DELAY_MS: '20', LLM_UPGRADE_INTERVAL_MS: '0' },
      // So high that no case is spared by the failures of another.
      ...{ LLM_BREAKER_THRESHOLD: '1000', MAX_PARALLEL_LLM_CALLS: '64', WORKER_CONCURRENCY: '16' },
    },
  })
  client = new pg.Client({ connectionString: cluster.databaseUrl })
  await client.connect()
  for (const { code } of faultCases) {
    const reply = await cluster.call('POST', '/v1/meetings', meetingOf(code))
    expect(reply.status, JSON.stringify(reply.body)).toBe(202)
  }
  await until(async () => (await openRuns()) === 0, 120_000)
  for (const row of await figures()) seen.set(row.code, row)
}, 240_000)

afterAll(async () => {
  await client?.end()
  await cluster?.stop()
  await proxy?.stop()
  await model?.stop()
}, 60_000)

describe('a provider that misbehaves', () => {
  it.each(faultCases)('$does: the meeting is read, and says by whom', ({ code, engine, dropped = 0 }) => {
    const row = seen.get(code)

    expect(row).toMatchObject({ run: 'completed', openSteps: 0, engine, degraded: engine !== 'llm', dropped })
    // What is dropped may have been one of the two changes.
    expect(row?.transitions).toBeGreaterThanOrEqual(dropped > 0 ? 1 : 2)
    expect(row?.insights).toBeGreaterThanOrEqual(1)
    expect(row?.summaries).toBe(5)
    expect(proxy.asked(`${code}-7`)).toBeGreaterThan(0)
  })

  it('says what bad answers cost too, and nothing where the provider does not', () => {
    const priced = (code: string) => [seen.get(code)?.billed, seen.get(code)?.priced]

    expect(seen.get('HALVES')?.outcomes).not.toHaveProperty('ok')
    expect(priced('HALVES')).toEqual([seen.get('HALVES')?.outcomes.bad_output, seen.get('HALVES')?.outcomes.bad_output])
    expect(seen.get('TOKENS')?.priced).toBe(0)
    expect(seen.get('SILENT')?.priced).toBe(0)
  })

  it('is told in docs/operations/model-faults.md (UPDATE_DOCS=1 writes it anew)', async () => {
    const text = render()
    if (process.env.UPDATE_DOCS === '1') await writeFile(page, text)

    expect(await readFile(page, 'utf8')).toBe(text)
  })
})

const openRuns = async (): Promise<number> =>
  (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM run WHERE finished_at IS NULL')).rows[0]?.n ?? -1

const figures = async (): Promise<Figures[]> => {
  const { rows } = await client.query<Figures>(
    `SELECT m.external_id AS code, r.status AS run, r.engine, r.degraded,
            (SELECT count(*)::int FROM step s WHERE s.run_id = r.id AND s.status IN ('waiting', 'ready', 'dispatched', 'running')) AS "openSteps",
            (SELECT count(*)::int FROM insight i WHERE i.meeting_id = m.id) AS insights,
            (SELECT count(*)::int FROM summary s WHERE s.meeting_id = m.id) AS summaries,
            (SELECT count(*)::int FROM transition t WHERE t.meeting_id = m.id AND t.superseded_at IS NULL) AS transitions,
            coalesce((r.totals ->> 'unsupportedCount')::int, 0) AS dropped,
            (SELECT coalesce(jsonb_object_agg(outcome, n), '{}') FROM (
               SELECT outcome, count(*) AS n FROM model_call c WHERE c.meeting_id = m.id GROUP BY 1) o) AS outcomes,
            (SELECT count(*)::int FROM model_call c WHERE c.meeting_id = m.id AND c.output_tokens IS NOT NULL) AS billed,
            (SELECT count(*)::int FROM model_call c WHERE c.meeting_id = m.id AND c.cost IS NOT NULL) AS priced
       FROM meeting m JOIN run r ON r.meeting_id = m.id AND r.tenant_id = m.tenant_id`,
  )
  return rows
}

const readers = { llm: 'the model', mixed: 'the model, and rules for the rest', offline: 'rules' } as const

const render = (): string => {
  const rows = faultCases.map(({ code, does, engine }) => {
    const outcomes = Object.keys(seen.get(code)?.outcomes ?? {}).sort()
    const known = outcomes.length > 0 ? outcomes.map((outcome) => `\`${outcome}\``).join(', ') : 'not run'
    return `| ${does} | ${known} | ${readers[engine]} |`
  })
  return `# What happens when a model provider misbehaves

<!-- Written by test/e2e/model-faults.test.ts, which does each of these to real worker processes and fails when this page is out of date. -->

Each row is a meeting that was sent to the product while the provider did this to every question about it. All of them
ended \`completed\`, with their changes, insights and five summaries; none kept a worker. Calls are the outcomes that the
ledger of model calls has for the meeting: bad answers are in it with what they cost. A meeting that was read by rules says
so (\`engine\`, \`degraded\`), and is read again when the provider is well.

| the provider | calls | read by |
|---|---|---|
${rows.join('\n')}
`
}
