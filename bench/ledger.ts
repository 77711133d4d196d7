import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { pino } from 'pino'
import type { Outcome } from '../processors/outcome.ts'
import { createRegistry } from '../processors/registry.ts'
import { createWorker } from '../processors/worker.ts'
import { stepNames, stepQueues } from '../queues/catalog.ts'
import { migrateQueueSchema, openQueueConnection } from '../queues/connection.ts'
import { createProducer, type Producer } from '../queues/producer.ts'
import { newId } from '../src/platform/ids.ts'
import { createSubmitRun } from '../src/runs/submit-run.ts'
import { type Database, openDatabase } from '../src/storage/client.ts'
import { startEmbeddedPostgres } from '../src/storage/embedded/start.ts'
import { migrate } from '../src/storage/migrate.ts'
import { inTenant } from '../src/storage/tx.ts'
import { startRedis } from '../test/support/redis.ts'
import { cpuSeconds } from './cpu-seconds.ts'

/**
 * The ledger with nothing in it: runs of five empty durable steps, submitted at once to two worker processes, and one
 * at a time on an idle system. `--redis` dispatches through a redis-server of its own. Prints JSON.
 */
const argument = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const profiled = process.argv.includes('--profile')
const window = argument('window', 64)
const concurrency = argument('concurrency', 4)
const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2))
const tenantId = '00000000-0000-7000-8000-000000000001'
const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`

type Place = { databaseUrl: string; redisUrl: string | undefined }

const open = async (place: Place, workers: number) => {
  const db = openDatabase({ url: place.databaseUrl, poolSize: 10, poolTimeoutMs: 30_000 })
  const connection = await openQueueConnection({ ...place, workers, logger })
  const producer = createProducer({ connection, logger })
  const close = async (): Promise<void> => {
    await producer.close()
    await connection.close()
    await db.close()
  }
  return { db, connection, producer, close }
}

const work = async (place: Place): Promise<void> => {
  const { db, connection, producer, close } = await open(place, stepQueues.length)
  const empty = async (): Promise<Outcome> => ({ kind: 'done' })
  const worker = createWorker({
    ...{ db, connection, producer, concurrency, admissionWindow: window, logger, queues: stepQueues },
    registry: createRegistry(Object.fromEntries(stepNames.map((name) => [name, empty]))),
    deliver: async () => {},
  })
  await worker.start()
  process.send?.('ready')
  process.once('SIGTERM', () => {
    void worker
      .stop()
      .then(close)
      .then(() => process.exit(0))
  })
}

const submit = async (db: Database, producer: Producer): Promise<string> => {
  const runId = newId()
  const submitRun = createSubmitRun({ admissionWindow: window })
  const { dispatch } = await inTenant(db, tenantId, (tx) =>
    submitRun(tx, {
      ...{ tenantId, runId, traceparent, meetingId: null, kind: 'meeting', generation: 1, revision: 1 },
      ...{ priority: 'normal', skip: [], params: {} },
    }),
  )
  await producer.enqueue(dispatch)
  return runId
}

const untilEnded = async (db: Database, count: number): Promise<void> => {
  for (;;) {
    const rows = await db.dispatch.$queryRaw<{ ended: number }[]>`
      SELECT count(*)::int AS ended FROM run WHERE finished_at IS NOT NULL`
    if ((rows[0]?.ended ?? 0) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const measure = async (place: Place, roots: Record<string, number>): Promise<Record<string, unknown>> => {
  const { db, producer, close } = await open(place, 0)
  const workers = [0, 1].map(() => startWorker(place))
  try {
    await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))))
    const idle = 40
    for (let index = 1; index <= idle; index += 1) {
      await submit(db, producer)
      await untilEnded(db, index)
    }
    const latencies = await inTenant(
      db,
      tenantId,
      (tx) => tx.$queryRaw<{ ms: number }[]>`
        SELECT (extract(epoch FROM finished_at - created_at) * 1000)::float8 AS ms FROM run ORDER BY created_at OFFSET 10`,
    )
    const sorted = latencies.map((row) => row.ms).sort((a, b) => a - b)

    const runs = argument('runs', 500)
    const parts: Record<string, number> = { ...roots, submitter: process.pid }
    for (const [index, worker] of workers.entries()) parts[`worker${index}`] = worker.pid ?? 0
    const cpuBefore = Object.entries(parts).map(([name, pid]) => [name, cpuSeconds(pid)] as const)
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: runs }, () => submit(db, producer)))
    const submittedMs = performance.now() - startedAt
    await untilEnded(db, idle + runs)
    const tookMs = performance.now() - startedAt
    const statuses = await inTenant(
      db,
      tenantId,
      (tx) =>
        tx.$queryRaw`SELECT status, count(*)::int AS runs, sum((totals->>'retries')::int)::int AS retries FROM run GROUP BY 1`,
    )
    const children = Object.entries(roots).length + workers.length
    const cpu = cpuBefore.map(([name, before]) => [name, cpuSeconds(parts[name] ?? 0) - before] as const)
    const own = cpu.reduce((sum, [name, used]) => sum + (name === 'submitter' ? used : -used), 0)
    const perRun = (used: number): number => round((used * 1000) / runs)
    return {
      cpuMsPerRun: {
        ...Object.fromEntries(
          cpu.map(([name, used]) => [name, perRun(name === 'submitter' && children > 0 ? own : used)]),
        ),
        total: perRun(cpu.find(([name]) => name === 'submitter')?.[1] ?? 0),
      },
      backend: place.redisUrl === undefined ? 'postgres' : 'redis',
      runsPerSecond: Math.round(runs / (tookMs / 1000)),
      submittedMs: Math.round(submittedMs),
      idleMs: { median: round(sorted[sorted.length >> 1]), p90: round(sorted[Math.floor(sorted.length * 0.9)]) },
      statuses,
    }
  } finally {
    for (const worker of workers) worker.kill('SIGTERM')
    await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))))
    await close()
  }
}

const round = (value: number | undefined): number => Math.round((value ?? Number.NaN) * 10) / 10

const startWorker = (place: Place): ChildProcess =>
  fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), 'work', JSON.stringify(place)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })

const runStatement = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Where Postgres spends its time, statement by statement and inside functions; on stderr. */
const printProfile = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ calls: number; ms: number; mean: number; top: boolean; query: string }>(`
    SELECT calls::int, round(total_exec_time)::int AS ms, round(mean_exec_time::numeric, 3)::float8 AS mean, toplevel AS top,
           left(regexp_replace(query, '\\s+', ' ', 'g'), 110) AS query
      FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 45`)
  for (const row of rows)
    process.stderr.write(`${[row.calls, row.ms, row.mean, row.top ? 'top' : '   ', row.query].join('\t')}\n`)
  await client.end()
}

const main = async (): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-bench-'))
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    log: logger,
    settings: profiled ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' } : {},
  })
  const redis = process.argv.includes('--redis') ? await startRedis() : undefined
  try {
    await migrate(server.url)
    if (profiled) await runStatement(server.url, 'CREATE EXTENSION pg_stat_statements')
    await migrateQueueSchema(server.url)
    const result = await measure(
      { databaseUrl: server.url, redisUrl: redis?.url },
      { postgres: server.pid(), ...(redis ? { redis: redis.pid() } : {}) },
    )
    process.stdout.write(`${JSON.stringify(result)}\n`)
    if (profiled) await printProfile(server.url)
  } finally {
    await redis?.dispose()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const workAt = process.argv.indexOf('work')
await (workAt < 0 ? main() : work(JSON.parse(process.argv[workAt + 1] ?? '{}') as Place))
