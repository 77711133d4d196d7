import { connect } from 'node:net'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canariesIn, canaryMeeting, canaries as spoken } from '../support/canary.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { type Collector, startCollector } from '../support/collector.ts'
import { freePort } from '../support/processes.ts'
import { redisAvailable } from '../support/redis.ts'
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts'

/** Words that occur nowhere else: wherever one turns up, something that people said, wrote or hold has leaked. */
const canaries = {
  ...spoken,
  key: 'sk-moosvandrill-9f8e7d6c5b4a',
  answer: 'plinthwhimbrel',
  search: 'harrowsnipe',
  broken: 'ottersquill',
  wrongKey: 'tl_live_kestrelmoth',
  hook: 'hookfennimore',
} as const

const found = (text: string): string[] => canariesIn(text, canaries)

/** What the model does with the questions of a meeting, told by the name of its task. */
const modes = ['GOOD', 'ECHO', 'FLAKY', 'PROSE', 'WRONG', 'FILTER'] as const

const meeting = (mode: string) => ({
  ...canaryMeeting,
  externalId: `canary-${mode}`,
  occurredAt: '2026-03-04T10:00:00Z',
  segments: [
    { speaker: `Ana ${canaries.speaker}`, text: `${mode}-7 is now blocked, it waits for the ${canaries.transcript}.` },
    { speaker: 'Bo', text: `The ${canaries.project} project is now in progress, and I own it.` },
    { speaker: `Ana ${canaries.speaker}`, text: `I will send the ${canaries.transcript} by Friday.` },
    { speaker: 'Bo', text: `The risk is that the ${canaries.transcript} is late.` },
  ],
})

let collector: Collector
let model: ScriptedModel
let cluster: Cluster
let workerMetrics: string
/** Every command that Redis was given. */
let monitored = ''
const closers: (() => Promise<unknown>)[] = []

/** Answers that repeat everything they were told, in all the ways in which a provider can fail. */
const repeatEverything = (): void =>
  model.setFault((asked) => {
    const said = asked.messages.map(({ content }) => String(content)).join('\n')
    const all = `${said} ${Object.values(canaries).join(' ')}`
    const mode = modes.find((each) => said.includes(`${each}-7`))
    const error = { message: `cannot do this: ${all}`, type: canaries.key, code: canaries.key }
    switch (mode) {
      case 'ECHO':
        return { error, status: 400 }
      case 'FLAKY':
        return { error, status: 500 }
      case 'PROSE':
        return { content: `Here is what was said: ${all}`, model: `the ${canaries.answer} model` }
      case 'WRONG':
        return {
          content: JSON.stringify({
            [canaries.answer]: all,
            things: all,
            observations: [{ [canaries.transcript]: 1 }],
          }),
        }
      case 'FILTER':
        return { content: all, finishReason: 'content_filter' }
      default:
        return undefined
    }
  })

const submit = async (body: object): Promise<string> => {
  const reply = await cluster.call('POST', '/v1/meetings', body)
  expect(reply.status, JSON.stringify(reply.body)).toBe(202)
  return String(reply.body.runId)
}

const raw = (method: string, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${cluster.url}${path}`, {
    method,
    ...init,
    headers: { authorization: `Bearer ${cluster.key}`, 'content-type': 'application/json', ...init.headers },
  })

/** Requests that fail, each with something in it that is nobody's business. */
const askWrongly = async (): Promise<void> => {
  await raw('GET', `/v1/search?q=${canaries.search}`)
  await raw('GET', `/v1/entities/${canaries.search}`)
  await raw('GET', `/v1/${canaries.search}`)
  await raw('POST', '/v1/meetings', { body: `{"title": ${canaries.broken}` })
  await raw('POST', '/v1/meetings', { body: JSON.stringify({ [canaries.broken]: canaries.broken }) })
  await raw('GET', '/v1/meetings', { headers: { authorization: `Bearer ${canaries.wrongKey}` } })
}

/** Everything of the ledger that says how work went. */
const ledgerText = async (): Promise<string> => {
  const client = new pg.Client({ connectionString: cluster.databaseUrl })
  await client.connect()
  try {
    const rows = await Promise.all(
      [
        'SELECT id, status, status_detail, error, totals, timings, coverage, traceparent, params FROM run',
        'SELECT run_id, name, status, detail, error, totals, timings, coverage FROM step',
        'SELECT * FROM model_call',
        'SELECT status, last_status, last_error FROM delivery',
      ].map(async (statement) => (await client.query(statement)).rows),
    )
    return JSON.stringify(rows)
  } finally {
    await client.end()
  }
}

const logs = (): string => [cluster.api(), ...cluster.workers].map((one) => `${one.stdout()}${one.stderr()}`).join('\n')

beforeAll(async () => {
  collector = await startCollector()
  model = await startScriptedModel()
  closers.push(collector.close, model.stop)
  repeatEverything()
  const metricsPort = await freePort()
  workerMetrics = `http://127.0.0.1:${metricsPort}/metrics`
  cluster = await startCluster({
    backend: redisAvailable() ? 'redis' : 'postgres',
    workers: 1,
    env: {
      LOG_LEVEL: 'trace',
      ENABLE_TRACING: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
      METRICS_PORT: String(metricsPort),
      OPENAI_API_KEY: canaries.key,
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'gpt-4o',
      LLM_MAX_RETRIES: '1',
      LLM_RETRY_DELAY_MS: '10',
      ALLOW_PRIVATE_WEBHOOKS: 'true',
    },
  })
  closers.push(cluster.stop)
  if (cluster.redis !== undefined) {
    const monitor = connect(cluster.redis.port, '127.0.0.1')
    monitor.setEncoding('utf8').on('data', (text: string) => {
      monitored += text
    })
    monitor.write('MONITOR\r\n')
    closers.push(async () => monitor.destroy())
  }
  const hook = await cluster.call('POST', '/v1/webhooks', {
    url: `http://127.0.0.1:9/${canaries.hook}`,
    events: ['run.completed'],
  })
  expect(hook.status, JSON.stringify(hook.body)).toBe(201)
  const runs: string[] = []
  for (const mode of modes) runs.push(await submit(meeting(mode)))
  await askWrongly()
  for (const id of runs) {
    const run = await cluster.call('GET', `/v1/runs/${id}?wait=60s`)
    expect(String(run.body.status), JSON.stringify(run.body)).toMatch(/^completed/)
  }
  await collector.until((spans) => spans.filter((span) => span.name === 'step summarize').length >= modes.length)
}, 180_000)

afterAll(async () => {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
}, 60_000)

describe('what people said, wrote or hold', () => {
  it('was there to be leaked: the model was told it, and the record shows it', async () => {
    const told = JSON.stringify(model.calls().map((call) => call.body))
    const transcripts = await cluster.call('GET', '/v1/meetings')

    expect(found(told)).toEqual(expect.arrayContaining(['transcript', 'project', 'title', 'speaker', 'instructions']))
    expect(found(JSON.stringify(transcripts.body))).toContain('title')
    expect(new Set(model.calls().map((call) => call.status))).toEqual(new Set([200, 400, 500]))
  })

  it('is in no line of any log, though everything is logged', () => {
    expect(logs().split('\n').length).toBeGreaterThan(20)
    expect(found(logs())).toEqual([])
  })

  it('is in no span', () => {
    const spans = collector.spans()

    expect(spans.filter((span) => span.name.startsWith('chat ') && span.failed).length).toBeGreaterThan(5)
    expect(spans.filter((span) => span.name.startsWith('chat ') && !span.failed).length).toBeGreaterThan(2)
    expect(found(collector.raw())).toEqual([])
  })

  it('is in no name or label of a metric', async () => {
    const pages = await Promise.all(
      [workerMetrics, `${cluster.url}/metrics`].map(async (url) => (await fetch(url)).text()),
    )

    expect(pages[0]).toContain('llm_errors_total{model="openai/gpt-4o",error_type="bad_output"}')
    expect(pages[0]).toContain('state_transitions_created_total')
    expect(found(pages.join('\n'))).toEqual([])
  })

  it('is in nothing that the ledger says of how the work went', async () => {
    const text = await ledgerText()

    expect(text).toContain('bad_output')
    expect(found(text)).toEqual([])
  })

  it.skipIf(!redisAvailable())('never went through Redis', async () => {
    const client = new Redis(cluster.redis?.url ?? '')
    const keys = await client.keys('*')
    client.disconnect()

    expect(monitored).toContain('normalize')
    expect(found(monitored)).toEqual([])
    expect(found(keys.join('\n'))).toEqual([])
  })
})

describe('jobs on BullMQ in Postgres', () => {
  it('hold ids and nothing that was said', async () => {
    const waiting = await startCluster({ backend: 'postgres', workers: 0 })
    const client = new pg.Client({ connectionString: waiting.databaseUrl })
    try {
      const reply = await waiting.call('POST', '/v1/meetings', meeting('GOOD'))
      await client.connect()
      const tables = await client.query<{ name: string }>(
        `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'bullmq'`,
      )
      const rows = await Promise.all(tables.rows.map(({ name }) => client.query(`SELECT * FROM bullmq.${name}`)))
      const text = JSON.stringify(rows.map((result) => result.rows))

      expect(text).toContain(String(reply.body.runId))
      expect(found(text)).toEqual([])
    } finally {
      await client.end()
      await waiting.stop()
    }
  })
})
