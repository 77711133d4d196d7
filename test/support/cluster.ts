import { type Backend, type Ground, startGround } from './ground.ts'
import { freePort, type RunningProcess } from './processes.ts'
import type { TestRedis } from './redis.ts'

type Env = Readonly<Record<string, string>>

export type ClusterOptions = { backend: Backend } & ProductOptions

/** `env` is for all processes, `apiEnv` for the first API alone. */
export type ProductOptions = { workers: number; env?: Env; apiEnv?: Env }

/** The product in production shape: a Postgres and a Redis of its own, one API and N worker processes. */
export type Cluster = {
  url: string
  key: string
  databaseUrl: string
  redis: TestRedis | undefined
  postgresPid: () => number
  api: () => RunningProcess
  workers: RunningProcess[]
  /** Every process that was ever started here, also those that have ended. */
  processes: readonly RunningProcess[]
  /** One more worker; resolves when it takes steps. */
  startWorker: (options?: { env?: Env; queues?: readonly string[] }) => Promise<RunningProcess>
  /** An API in the place of one that ended, on its port. */
  startApi: (env?: Env) => Promise<RunningProcess>
  /** A request with the key; the body is sent as JSON. */
  call: (method: string, route: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>
  stop: () => Promise<void>
}

export type Reply = { status: number; body: Record<string, unknown>; headers: Headers }

export const startCluster = async ({ backend, ...options }: ClusterOptions): Promise<Cluster> => {
  const ground = await startGround(backend)
  try {
    const cluster = await openCluster(ground, options)
    const stop = async (): Promise<void> => {
      await cluster.stop()
      await ground.stop()
    }
    return { ...cluster, stop }
  } catch (error) {
    await ground.stop()
    throw error
  }
}

/** The processes of the product on servers that are there, with a database of their own. */
export const openCluster = async (ground: Ground, options: ProductOptions): Promise<Cluster> => {
  const { key, redis } = ground
  const database = await ground.copyDatabase()
  const port = await freePort()
  const env = {
    THROUGHLINE_HOME: ground.folder,
    DATABASE_URL: database.url,
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    ...options.env,
  }
  const running: RunningProcess[] = []
  const start = async (args: string[], more: Env = {}): Promise<RunningProcess> => {
    const child = ground.startProduct(args, { ...env, ...more })
    running.push(child)
    await child.waitForLine(/"ready":true/, 120_000)
    return child
  }
  const url = `http://127.0.0.1:${port}`
  const workers: RunningProcess[] = []
  const startWorker: Cluster['startWorker'] = async ({ env: more, queues } = {}) => {
    const worker = await start(queues === undefined ? ['worker'] : ['worker', '--queues', queues.join(',')], more)
    workers.push(worker)
    return worker
  }
  let api: RunningProcess
  const startApi: Cluster['startApi'] = async (more) => {
    api = await start(['api'], more)
    return api
  }
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((child) => child.stop('SIGTERM', 15_000)))
    await database.drop()
  }
  try {
    await Promise.all([startApi(options.apiEnv), ...Array.from({ length: options.workers }, () => startWorker())])
  } catch (error) {
    await stop()
    throw error
  }
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
    ...{ url, key, databaseUrl: database.url, redis, postgresPid: ground.postgresPid },
    ...{ api: () => api, workers, processes: running, startWorker, startApi, call, stop },
  }
}
