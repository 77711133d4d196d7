import { z } from 'zod'

const integer = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)
const optionalText = z.string().trim().min(1).optional()

/** Every setting by its variable name. Durations end in `_MS`, sizes in `_BYTES`. */
export const settingsSchema = z.object({
  DATABASE_URL: optionalText.describe('Postgres to use; unset: the embedded server'),
  REDIS_URL: optionalText.describe('Redis for BullMQ; unset: BullMQ on Postgres'),
  THROUGHLINE_HOME: z.string().default('.throughline').describe('Folder of the embedded server and its data'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  PORT: integer(3000, 0, 65535).describe('Port to listen on; 0 picks a free one'),
  DB_POOL_SIZE: integer(10, 2, 200).describe('Connections of one process to Postgres'),
  DB_POOL_TIMEOUT_MS: integer(30_000, 100, 600_000).describe('Longest wait for a connection'),
  WORKER_CONCURRENCY: integer(4, 1, 64).describe('Steps that one worker process runs at once, per queue'),
  WORKERS: integer(2, 0, 32).describe('Worker processes that `start` supervises; 0: they run elsewhere'),
  ADMISSION_WINDOW: integer(64, 1, 10_000).describe('Runs admitted at once over all workers'),
  MAX_PARALLEL_LLM_CALLS: integer(5, 1, 256).describe('Model calls at once in one process'),
  BATCH_SIZE: integer(20, 1, 20).describe('Transitions reasoned about in one model call'),
  REQUEST_TIMEOUT_MS: integer(30_000, 100, 600_000).describe('Longest time for one HTTP request'),
  MAX_TRANSCRIPT_BYTES: integer(10_485_760, 1_000, 104_857_600).describe('Largest request body'),
  ALLOW_PRIVATE_WEBHOOKS: z.stringbool().default(false).describe('Deliver to loopback and private addresses too'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Lowest level that is logged'),
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json').describe('Log lines as JSON, or for reading in a terminal'),
})

export type Settings = z.infer<typeof settingsSchema>

export type Config = {
  databaseUrl: string | undefined
  redisUrl: string | undefined
  home: string
  http: { host: string; port: number; requestTimeoutMs: number; maxBodyBytes: number }
  database: { poolSize: number; poolTimeoutMs: number }
  worker: { concurrency: number; processes: number; admissionWindow: number }
  delivery: { allowPrivateTargets: boolean }
  analysis: { parallelCalls: number; batchSize: number }
  log: { level: Settings['LOG_LEVEL']; format: Settings['LOG_FORMAT'] }
}

/** A setting that cannot be used; its message names the variable and the value. Exit code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Pure: the settings of an environment, parsed once at start. */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = settingsSchema.safeParse(present)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `${name}=${JSON.stringify(env[name])}: ${issue.message}`
    })
    throw new ConfigError(lines.join('\n'))
  }
  const s = parsed.data
  return {
    databaseUrl: s.DATABASE_URL,
    redisUrl: s.REDIS_URL,
    home: s.THROUGHLINE_HOME,
    http: { host: s.HOST, port: s.PORT, requestTimeoutMs: s.REQUEST_TIMEOUT_MS, maxBodyBytes: s.MAX_TRANSCRIPT_BYTES },
    database: { poolSize: s.DB_POOL_SIZE, poolTimeoutMs: s.DB_POOL_TIMEOUT_MS },
    worker: { concurrency: s.WORKER_CONCURRENCY, processes: s.WORKERS, admissionWindow: s.ADMISSION_WINDOW },
    delivery: { allowPrivateTargets: s.ALLOW_PRIVATE_WEBHOOKS },
    analysis: { parallelCalls: s.MAX_PARALLEL_LLM_CALLS, batchSize: s.BATCH_SIZE },
    log: { level: s.LOG_LEVEL, format: s.LOG_FORMAT },
  }
}
