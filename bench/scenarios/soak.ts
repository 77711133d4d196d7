import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { growth, residentMb, type Sample, sampling } from '../sampler.ts'
import type { Bench, Measure, Scenario } from '../scenario.ts'
import type { BenchStack } from '../stack.ts'
import { quantile, timed } from '../stats.ts'
import { syntheticMeeting } from '../workload.ts'

const client = fileURLToPath(new URL('../soak-client.ts', import.meta.url))
const shape = { people: 4, entities: 10, changes: 10 }
const overload = 1.5
const everyMs = 5_000

type Sent = { accepted: number; refused: number; givenUp: number; other: number }

/**
 * Half as much again as this machine can take, for minutes, from one tenant, beside another one that submits a
 * meeting a second: memory stays flat, the API answers, the second tenant hardly notices, and all of it gets done.
 */
export const soak: Scenario = {
  name: 'soak',
  onlyWhenChosen: true,
  run: async (bench) => {
    const { minutes } = bench.options
    const stack = await bench.open({ workers: 2 })
    const victim = await stack.addTenant('quiet')
    await batch(stack, 'WARM', 60)
    const idleSeconds = Math.min(60, Math.max(20, minutes * 10))
    bench.progress(`the quiet tenant alone, ${idleSeconds} s`)
    const alone = await submitAt(stack, { key: victim.key, project: 'IDLE', rate: 1, seconds: idleSeconds })
    await stack.drained(60_000)
    const idle = await durations(stack, victim.tenantId)
    const capacity = await measureCapacity(bench, stack)
    const rate = capacity * overload
    bench.progress(`${capacity.toFixed(1)} meetings/s can be done; ${rate.toFixed(1)} a second for ${minutes} min`)

    const since = new Date().toISOString()
    const watching = sampling(everyMs, () => look(stack), tellEachMinute(bench))
    const seconds = minutes * 60
    const [noisy, quiet] = await Promise.all([
      submitAt(stack, { key: stack.key, project: 'SOAK', rate, seconds }),
      submitAt(stack, { key: victim.key, project: 'QUIET', rate: 1, seconds }),
    ])
    const samples = await watching.stop()
    const drainStart = performance.now()
    bench.progress(`load is over, ${samples.at(-1)?.waiting} wait`)
    const { failed } = await stack.drained(seconds * 2_000 + 300_000)
    const drainSeconds = (performance.now() - drainStart) / 1000

    const beside = await durations(stack, victim.tenantId, since)
    const accepted = noisy.accepted + quiet.accepted
    const [kept] = await stack.sql<{ runs: number }>(
      `SELECT count(*)::int AS runs FROM run WHERE created_at >= $1 AND kind = 'meeting' AND finished_at IS NOT NULL`,
      [since],
    )
    const idle95 = quantile(idle, 0.95)
    return [
      { name: 'capacity, measured first', value: capacity, unit: 'meetings/s' },
      { name: `submitted in ${minutes} min at ${overload} times that`, value: accepted, unit: 'meetings' },
      ...memory(samples),
      {
        name: 'event loop of the API, p99, worst 5 s but one in twenty',
        value: quantile(
          samples.map((one) => one.loopDelayMs),
          0.95,
        ),
        unit: 'ms',
        budget: { max: 100 },
      },
      {
        name: 'reads beside it, p95',
        value: quantile(
          samples.map((one) => one.readMs),
          0.95,
        ),
        unit: 'ms',
      },
      { name: 'quiet tenant alone, accept to done, p95', value: idle95, unit: 'ms' },
      { name: 'quiet tenant beside it, p50', value: quantile(beside, 0.5), unit: 'ms' },
      { name: 'quiet tenant beside it, p95', value: quantile(beside, 0.95), unit: 'ms', budget: { max: 2 * idle95 } },
      { name: 'most that waited', value: Math.max(...samples.map((one) => one.waiting)), unit: 'runs' },
      { name: 'refused meanwhile, and sent again', value: noisy.refused + quiet.refused, unit: 'submissions' },
      { name: 'empty again after', value: drainSeconds, unit: 's', budget: { max: seconds } },
      { name: 'accepted and lost', value: accepted - (kept?.runs ?? 0), unit: 'meetings', budget: { max: 0 } },
      { name: 'did not complete', value: failed, unit: 'runs', budget: { max: 0 } },
      {
        name: 'requests that failed otherwise or were given up',
        value: [alone, noisy, quiet].reduce((sum, one) => sum + one.other + one.givenUp, 0),
        unit: 'requests',
        budget: { max: 0 },
      },
    ]
  },
}

const batch = async (stack: BenchStack, project: string, count: number): Promise<number> => {
  const start = performance.now()
  const numbers = Array.from({ length: count }, (_, n) => n)
  await timed(numbers, 16, (n) => stack.submit(syntheticMeeting(n, shape, project)))
  await stack.drained(600_000)
  return count / ((performance.now() - start) / 1000)
}

/** The better of two batches of about ten seconds each. */
const measureCapacity = async (bench: Bench, stack: BenchStack): Promise<number> => {
  const first = await batch(stack, 'FIRST', 60)
  const count = Math.max(60, Math.round(first * 10))
  bench.progress(`capacity: two batches of ${count}`)
  return Math.max(await batch(stack, 'SECOND', count), await batch(stack, 'THIRD', count))
}

const submitAt = async (
  stack: BenchStack,
  load: { key: string; project: string; rate: number; seconds: number },
): Promise<Sent> => {
  const { key, project, rate, seconds } = load
  const args = ['--import', 'tsx', client, stack.url, key, project, String(rate), String(seconds)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as Sent
}

/** Accept to done in milliseconds, of the meetings of one tenant. */
const durations = async (stack: BenchStack, tenantId: string, since = '-infinity'): Promise<number[]> =>
  (
    await stack.sql<{ ms: number }>(
      `SELECT (extract(epoch FROM finished_at - created_at) * 1000)::float8 AS ms FROM run
        WHERE tenant_id = $1 AND kind = 'meeting' AND finished_at IS NOT NULL AND created_at >= $2::timestamptz`,
      [tenantId, since],
    )
  ).map((row) => row.ms)

const look = async (stack: BenchStack): Promise<Sample> => {
  const workers = stack.workerPids().map((pid, index) => [`worker ${index + 1}`, residentMb(pid)] as const)
  const figures = await (await fetch(`${stack.url}/metrics`)).text()
  const figure = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(figures)?.[1] ?? Number.NaN)
  const startedAt = performance.now()
  const { status } = await stack.call('GET', '/v1/changes?limit=20')
  if (status !== 200) throw new Error(`a read answered ${status} beside the load`)
  return {
    atMs: performance.now(),
    rssMb: new Map([['api', residentMb(process.pid)], ...workers]),
    waiting: figure('runs_waiting'),
    loopDelayMs: 1_000 * figure('api_event_loop_delay_seconds'),
    readMs: performance.now() - startedAt,
  }
}

const tellEachMinute =
  (bench: Bench) =>
  (samples: readonly Sample[]): void => {
    const latest = samples.at(-1)
    if (latest === undefined || samples.length % (60_000 / everyMs) !== 0) return
    const memory = [...latest.rssMb].map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)} MB`)
    bench.progress(`${latest.waiting} wait, ${memory.join(', ')}`)
  }

const mostGrowth = 2

const memory = (samples: readonly Sample[]): Measure[] => {
  const names = [...(samples.at(-1)?.rssMb.keys() ?? [])]
  return names.flatMap((name) => [
    { name: `memory of ${name} at the end`, value: samples.at(-1)?.rssMb.get(name) ?? Number.NaN, unit: 'MB' },
    {
      name: `memory of ${name}, growth over the last two thirds`,
      value: growth(samples, name),
      unit: 'MB/min',
      budget: { max: mostGrowth },
    },
  ])
}
