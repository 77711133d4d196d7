import { type Settings, settingsSchema } from './settings.ts'

export type Config = {
  databaseUrl: string | undefined
  redisUrl: string | undefined
  home: string
  http: {
    host: string
    port: number
    adminPort: number | undefined
    requestTimeoutMs: number
    uploadTimeoutMs: number
    maxConnections: number
    maxBodyBytes: number
    limits: { requestsPerMinute: number; failuresPerMinute: number; proxies: number }
  }
  /** The identity provider; null: API keys alone. */
  identity: { issuer: string; audience: string; jwksUrl: string | null; tenantClaim: string; scopeClaim: string } | null
  database: { poolSize: number; poolTimeoutMs: number }
  worker: { concurrency: number; processes: number; admissionWindow: number; databaseGoneAfterMs: number }
  /** Runs that may wait to be admitted. */
  backlog: { waitingPerTenant: number; waitingTotal: number; submissionsPerMinute: number | null }
  delivery: { allowPrivateTargets: boolean; disableAfterDays: number }
  /** Days for which things are kept; undefined: for good. */
  retention: RetentionSettings
  /** Seal what has to be read again. A function, so that no key is ever printed with the settings. */
  secretKeys: () => readonly Buffer[]
  analysis: { parallelCalls: number; batchSize: number }
  llm: LlmConfig
  observing: { tracing: boolean; metrics: boolean; metricsPort: number | undefined }
  log: { level: Settings['LOG_LEVEL']; format: Settings['LOG_FORMAT'] }
}

type RetentionSettings = Record<'idempotencyKeys', number> &
  Partial<Record<'transcripts' | 'runs' | 'modelCalls' | 'events' | 'deliveries' | 'audit', number>>

export type LlmConfig = {
  /** Looks up the key of a provider by the name of its variable. A function, so that no key is ever printed with the settings. */
  key: (variable: string) => string | undefined
  baseUrl: string | undefined
  /** `OPENAI_MODEL` as it was given. */
  models: string | undefined
  providersFile: string | undefined
  timeoutMs: number
  retry: { max: number; delayMs: number }
  /** Of one provider over all processes; undefined: the provider's own number, where one is known. */
  limits: { rpm: number | undefined; tpm: number | undefined; calls: number | undefined }
  breaker: { threshold: number; recoveryMs: number }
  cache: { enabled: boolean; ttlMs: number }
  /** US dollars as a decimal string. */
  dailyBudget: string | undefined
  upgradeIntervalMs: number
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
  const secretKeys = secretKeysOf(s.SECRETS_KEY)
  return {
    databaseUrl: s.DATABASE_URL,
    redisUrl: s.REDIS_URL,
    home: s.THROUGHLINE_HOME,
    http: {
      host: s.HOST,
      port: s.PORT,
      adminPort: s.ADMIN_PORT,
      requestTimeoutMs: s.REQUEST_TIMEOUT_MS,
      uploadTimeoutMs: s.UPLOAD_TIMEOUT_MS,
      maxConnections: s.MAX_CONNECTIONS,
      maxBodyBytes: s.MAX_TRANSCRIPT_BYTES,
      limits: {
        requestsPerMinute: s.REQUESTS_PER_MINUTE,
        failuresPerMinute: s.SIGN_IN_FAILURES_PER_MINUTE,
        proxies: s.TRUSTED_PROXIES,
      },
    },
    identity: identityOf(s),
    database: { poolSize: s.DB_POOL_SIZE, poolTimeoutMs: s.DB_POOL_TIMEOUT_MS },
    worker: {
      concurrency: s.WORKER_CONCURRENCY,
      processes: s.WORKERS,
      admissionWindow: s.ADMISSION_WINDOW,
      databaseGoneAfterMs: s.DB_GONE_AFTER_MS,
    },
    backlog: {
      waitingPerTenant: s.MAX_WAITING_PER_TENANT,
      waitingTotal: s.MAX_WAITING,
      submissionsPerMinute: s.SUBMISSIONS_PER_MINUTE ?? null,
    },
    delivery: { allowPrivateTargets: s.ALLOW_PRIVATE_WEBHOOKS, disableAfterDays: s.WEBHOOK_DISABLE_AFTER_DAYS },
    retention: {
      // They protect for 48 hours.
      idempotencyKeys: 2,
      transcripts: s.RETENTION_TRANSCRIPTS_DAYS,
      runs: s.RETENTION_RUNS_DAYS,
      modelCalls: s.RETENTION_MODEL_CALLS_DAYS,
      events: s.RETENTION_EVENTS_DAYS,
      deliveries: s.RETENTION_DELIVERIES_DAYS,
      audit: s.RETENTION_AUDIT_DAYS,
    },
    secretKeys: () => secretKeys,
    analysis: { parallelCalls: s.MAX_PARALLEL_LLM_CALLS, batchSize: s.BATCH_SIZE },
    llm: {
      key: (variable) => env[variable]?.trim() || undefined,
      baseUrl: s.OPENAI_BASE_URL,
      models: s.OPENAI_MODEL,
      providersFile: s.LLM_PROVIDERS_FILE,
      timeoutMs: s.LLM_TIMEOUT_MS,
      retry: { max: s.LLM_MAX_RETRIES, delayMs: s.LLM_RETRY_DELAY_MS },
      limits: { rpm: s.LLM_RPM, tpm: s.LLM_TPM, calls: s.LLM_MAX_CALLS },
      breaker: { threshold: s.LLM_BREAKER_THRESHOLD, recoveryMs: s.LLM_BREAKER_RECOVERY_MS },
      cache: { enabled: s.LLM_CACHE, ttlMs: s.LLM_CACHE_TTL_MS },
      dailyBudget: s.LLM_DAILY_BUDGET,
      upgradeIntervalMs: s.LLM_UPGRADE_INTERVAL_MS,
    },
    observing: { tracing: s.ENABLE_TRACING, metrics: s.ENABLE_METRICS, metricsPort: s.METRICS_PORT },
    log: { level: s.LOG_LEVEL, format: s.LOG_FORMAT },
  }
}

const secretKeysOf = (text: string | undefined): Buffer[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, index) => {
      const key = Buffer.from(part, 'base64')
      if (key.length === 32 && new Set(key).size > 8) return key
      throw new ConfigError(
        `SECRETS_KEY: key ${index + 1} is not 32 random bytes in base64; \`openssl rand -base64 32\` makes one`,
      )
    })

const identityOf = (s: Settings): Config['identity'] => {
  if (s.OIDC_ISSUER === undefined) return null
  if (s.OIDC_AUDIENCE === undefined)
    throw new ConfigError('OIDC_AUDIENCE is not set: a token for any other application of OIDC_ISSUER would let in.')
  return {
    issuer: s.OIDC_ISSUER,
    audience: s.OIDC_AUDIENCE,
    jwksUrl: s.OIDC_JWKS_URL ?? null,
    tenantClaim: s.OIDC_TENANT_CLAIM,
    scopeClaim: s.OIDC_SCOPE_CLAIM,
  }
}
