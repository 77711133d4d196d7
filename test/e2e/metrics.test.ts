import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { shapes, syntheticMeeting } from '../../bench/workload.ts'
import { defaultModel } from '../../src/domain/tracking-model/default-model.ts'
import { type Stack, startLocalStack } from '../../src/main/start.ts'
import { createTestDatabase } from '../support/database.ts'
import { freePort, startScript } from '../support/processes.ts'

let home: string
let stack: Stack
const closers: (() => Promise<unknown>)[] = []

/** The figures of a page of metrics, by their series. */
const readMetrics = async (url: string): Promise<Map<string, number>> => {
  const response = await fetch(url)
  expect(response.status, url).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/plain')
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

/** A worker counts what it did after the commit that others see. */
const untilEnded = (runs: number): Promise<void> =>
  vi.waitFor(
    async () => {
      const figures = await readMetrics(`${stack.url}/metrics`)
      expect(figures.get('runs_ended_total{status="completed"}')).toBe(runs)
    },
    { timeout: 30_000, interval: 200 },
  )

const submit = async (n: number): Promise<void> => {
  const send = (method: string, path: string, body?: object) =>
    fetch(`${stack.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${stack.key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  const accepted = (await (
    await send('POST', '/v1/meetings', syntheticMeeting(n, shapes.simple, 'METRIC'))
  ).json()) as {
    runId: string
  }
  const run = (await (await send('GET', `/v1/runs/${accepted.runId}?wait=60s`)).json()) as { status: string }
  expect(run.status).toBe('completed')
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'throughline-metrics-'))
  const database = await createTestDatabase()
  closers.push(database.drop)
  // A port that all workers would want: they must leave it alone below a parent.
  const settings = { DATABASE_URL: database.url, METRICS_PORT: String(await freePort()), LOG_LEVEL: 'error' }
  stack = await startLocalStack({ home, workers: 2, settings })
  closers.push(stack.stop)
  for (let n = 0; n < 4; n++) await submit(n)
  await untilEnded(4)
}, 120_000)

afterAll(async () => {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
  rmSync(home, { recursive: true, force: true })
})

describe.sequential('metrics', () => {
  it('of the API and of its worker processes are at one address', async () => {
    const figures = await readMetrics(`${stack.url}/metrics`)

    expect(figures.get('runs_ended_total{status="completed"}')).toBe(4)
    expect(figures.get('meeting_ingestion_duration_seconds_count{size="small"}')).toBe(4)
    for (const step of ['normalize', 'extract', 'reconcile', 'reason', 'summarize']) {
      expect(figures.get(`step_duration_seconds_count{step="${step}"}`), step).toBe(4)
      expect(figures.get(`step_wait_seconds_count{step="${step}"}`), step).toBe(4)
      expect(figures.get(`step_outcomes_total{step="${step}",outcome="done"}`), step).toBe(4)
    }
    expect(figures.get('http_request_duration_seconds_count{method="POST",route="/v1/meetings",status="202"}')).toBe(4)
    expect(figures.get('runs_parked')).toBe(0)
    expect(figures.get('db_pool_available')).toBeGreaterThan(0)
  })

  it('count what meetings brought, in words of the tracking model alone', async () => {
    const figures = await readMetrics(`${stack.url}/metrics`)
    const series = (name: string) => [...figures.keys()].filter((key) => key.startsWith(`${name}{`))

    expect(figures.get('entities_extracted_total{entity_type="task"}')).toBeGreaterThanOrEqual(
      4 * shapes.simple.entities,
    )
    expect(series('state_transitions_created_total').length).toBeGreaterThan(0)
    const words = defaultModel.dimensions.flatMap((dimension) => dimension.values.map(({ value }) => value))
    for (const key of series('state_transitions_created_total'))
      expect([...words, 'none', 'other']).toContain(/to_state="(.*?)"/.exec(key)?.[1])
  })

  it('keep what a worker has counted that is gone', async () => {
    const before = await readMetrics(`${stack.url}/metrics`)
    const gone = stack.workerPids()
    for (const pid of gone) process.kill(pid, 'SIGKILL')
    await expect.poll(() => stack.workerPids().filter((pid) => !gone.includes(pid)).length, { timeout: 20_000 }).toBe(2)
    await submit(9)
    await untilEnded(5)
    const after = await readMetrics(`${stack.url}/metrics`)

    expect(after.get('step_duration_seconds_count{step="extract"}')).toBe(
      (before.get('step_duration_seconds_count{step="extract"}') ?? 0) + 1,
    )
  })
})

describe('a worker by itself', () => {
  let url: string

  const start = async (env: Record<string, string>): Promise<void> => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const worker = startScript('src/main/cli.ts', ['worker'], {
      env: { DATABASE_URL: stack.databaseUrl, THROUGHLINE_HOME: home, METRICS_PORT: String(port), ...env },
    })
    closers.push(worker.stop)
    await worker.waitForLine(/"ready":true/)
  }

  it('answers for its metrics and its health on METRICS_PORT', async () => {
    await start({})

    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect((await readMetrics(`${url}/metrics`)).get('db_pool_available')).toBeGreaterThan(0)
    expect((await fetch(`${url}/v1/meetings`)).status).toBe(404)
  })

  it('has none when ENABLE_METRICS is off, and is healthy all the same', async () => {
    await start({ ENABLE_METRICS: 'false' })

    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
  })
})
