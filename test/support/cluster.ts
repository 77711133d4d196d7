import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../../src/storage/embedded/start.ts'
import { freePort, type RunningProcess, startScript } from './processes.ts'
import { startRedis, type TestRedis } from './redis.ts'

export type ClusterOptions = { backend: 'redis' | 'postgres'; workers: number; env?: Record<string, string> }

/** The product in production shape: a Postgres and a Redis of its own, one API and N worker processes. */
export type Cluster = {
  url: string
  key: string
  databaseUrl: string
  redis: TestRedis | undefined
  postgresPid: () => number
  api: () => RunningProcess
  workers: RunningProcess[]
  startWorker: () => Promise<RunningProcess>
  /** A request with the key; the body is sent as JSON. */
  call: (method: string, route: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>
  stop: () => Promise<void>
}

export type Reply = { status: number; body: Record<string, unknown>; headers: Headers }

const entry = 'src/main/cli.ts'

export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'throughline-test-cluster-'))
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: console.error }
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), log: silent })
  const redis = options.backend === 'redis' ? await startRedis() : undefined
  const port = await freePort()
  const env = {
    THROUGHLINE_HOME: folder,
    DATABASE_URL: postgres.url,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    ...options.env,
  }
  const running: RunningProcess[] = []
  const start = (args: string[]): RunningProcess => {
    const child = startScript(entry, args, { env })
    running.push(child)
    return child
  }
  const migrated = start(['migrate', '--json'])
  await migrated.exited
  const key = firstKey(migrated)
  const url = `http://127.0.0.1:${port}`
  const api = start(['api'])
  const workers: RunningProcess[] = []
  const startWorker = async (): Promise<RunningProcess> => {
    const worker = start(['worker'])
    workers.push(worker)
    await worker.waitForLine(/"ready":true/)
    return worker
  }
  await Promise.all([api.waitForLine(/"ready":true/), ...Array.from({ length: options.workers }, startWorker)])
  const call: Cluster['call'] = async (method, route, body, headers = {}) => {
    const response = await fetch(`${url}${route}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers }
  }
  return {
    url,
    key,
    databaseUrl: postgres.url,
    redis,
    postgresPid: postgres.pid,
    api: () => api,
    workers,
    startWorker,
    call,
    stop: async () => {
      await Promise.all(running.map((child) => child.stop('SIGTERM', 15_000)))
      await redis?.dispose()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const firstKey = (migrated: RunningProcess): string => {
  const line = migrated.stdout().trim().split('\n').at(-1) ?? ''
  const { key } = JSON.parse(line) as { key?: string }
  if (key === undefined) throw new Error(`migrate made no key\n${migrated.stdout()}\n${migrated.stderr()}`)
  return key
}
