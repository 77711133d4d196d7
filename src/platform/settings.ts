import { z } from 'zod'

const integer = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)
const optionalInteger = (min: number, max: number) => z.coerce.number().int().min(min).max(max).optional()
const optionalText = z.string().trim().min(1).optional()

/** Every setting by its variable name. Durations end in `_MS`, sizes in `_BYTES`. */
export const settingsSchema = z.object({
  DATABASE_URL: optionalText.describe('Postgres to use; unset: the embedded server'),
  REDIS_URL: optionalText.describe('Redis for BullMQ; unset: BullMQ on Postgres'),
  THROUGHLINE_HOME: z.string().default('.throughline').describe('Folder of the embedded server and its data'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  PORT: integer(3000, 0, 65535).describe('Port to listen on; 0 picks a free one'),
  ADMIN_PORT: optionalInteger(0, 65535).describe(
    'Port for the queues and /metrics, for the inside of a network only; unset: they are on PORT',
  ),
  TRUSTED_PROXIES: integer(0, 0, 10).describe('Proxies in front of the API that are believed when they say who calls'),
  REQUESTS_PER_MINUTE: integer(30_000, 1, 10_000_000).describe('Requests of one key that one API process answers'),
  SIGN_IN_FAILURES_PER_MINUTE: integer(120, 1, 10_000_000).describe(
    'Requests with a wrong key from one address; beyond them the address is refused until the minute is over',
  ),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('OpenID Connect issuer whose tokens let in as well'),
  OIDC_AUDIENCE: optionalText.describe('Audience that those tokens must be for; needed with OIDC_ISSUER'),
  OIDC_JWKS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the keys of the issuer are; unset: where its discovery document says'),
  OIDC_TENANT_CLAIM: z.string().trim().min(1).default('tenant').describe('Claim with the id of the tenant'),
  OIDC_SCOPE_CLAIM: z.string().trim().min(1).default('scope').describe('Claim with the scopes, as words or a list'),
  DB_POOL_SIZE: integer(10, 2, 200).describe('Connections of one process to Postgres'),
  DB_POOL_TIMEOUT_MS: integer(30_000, 100, 600_000).describe('Longest wait for a connection'),
  DB_GONE_AFTER_MS: integer(300_000, 1_000, 86_400_000).describe(
    'How long a worker waits for a database that does not answer; then it ends, to be started anew by who supervises it',
  ),
  WORKER_CONCURRENCY: integer(4, 1, 64).describe('Steps that one worker process runs at once, per queue'),
  WORKERS: integer(2, 0, 32).describe('Worker processes that `start` supervises; 0: they run elsewhere'),
  ADMISSION_WINDOW: integer(64, 1, 10_000).describe(
    'Runs admitted at once over all workers; a tenant with less than an eighth of them is let in beyond, up to as many again',
  ),
  MAX_WAITING_PER_TENANT: integer(10_000, 1, 10_000_000).describe(
    'Runs of one tenant that may wait to be admitted; beyond them its submissions are refused with 429',
  ),
  SUBMISSIONS_PER_MINUTE: optionalInteger(1, 10_000_000).describe(
    'Meetings that are taken from one tenant in any 60 seconds, over all processes; unset: as many as come',
  ),
  MAX_WAITING: integer(50_000, 1, 10_000_000).describe('Runs of all tenants that may wait; beyond them 503'),
  OPENAI_API_KEY: optionalText.describe('Key of OpenAI, or of what OPENAI_BASE_URL points at'),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Any OpenAI-compatible endpoint, with its /v1; unset: OpenAI'),
  OPENAI_MODEL: optionalText.describe(
    'Models to ask, the first choice first, comma-separated; `provider/model` for those of other providers; unset: gpt-4o',
  ),
  ANTHROPIC_API_KEY: optionalText.describe('Makes Anthropic a fallback, or the first choice where there is no other'),
  DEEPSEEK_API_KEY: optionalText.describe('Makes DeepSeek a fallback, or the first choice where there is no other'),
  OPENROUTER_API_KEY: optionalText.describe('Makes OpenRouter a fallback, or the first choice where there is no other'),
  LLM_PROVIDERS_FILE: optionalText.describe('YAML or JSON with providers, models, prices, limits and routes'),
  LLM_TIMEOUT_MS: integer(60_000, 100, 3_600_000).describe('Longest time for one model call, its answer included'),
  LLM_MAX_RETRIES: integer(3, 0, 20).describe('Further tries of one model before the next one is asked'),
  LLM_RETRY_DELAY_MS: integer(1_000, 0, 600_000).describe('First wait between tries; it doubles, with jitter'),
  MAX_PARALLEL_LLM_CALLS: integer(5, 1, 256).describe('Model calls at once in one process'),
  LLM_MAX_CALLS: optionalInteger(1, 100_000).describe('Calls in flight to one provider, over all processes'),
  LLM_RPM: optionalInteger(1, 10_000_000).describe('Calls to one provider in a minute, over all processes'),
  LLM_TPM: optionalInteger(1, 10_000_000_000).describe('Tokens to one provider in a minute, over all processes'),
  LLM_BREAKER_THRESHOLD: integer(5, 1, 1_000).describe(
    'Failed calls, at least half of the latest, after which a model is left alone',
  ),
  LLM_BREAKER_RECOVERY_MS: integer(60_000, 100, 3_600_000).describe('How long it is left alone'),
  LLM_CACHE: z.stringbool().default(true).describe('Whether the same question is answered from what was kept'),
  LLM_CACHE_TTL_MS: integer(3_600_000, 1_000, 2_592_000_000).describe('How long answers are kept'),
  LLM_DAILY_BUDGET: z
    .string()
    .trim()
    .regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be an amount of US dollars such as 12.50')
    .optional()
    .describe('US dollars that one tenant may spend on models in one UTC day; beyond it work goes on offline'),
  LLM_UPGRADE_INTERVAL_MS: integer(60_000, 0, 86_400_000).describe(
    'How often meetings that were read offline for want of a model are looked at again; 0: never',
  ),
  ENABLE_TRACING: z
    .stringbool()
    .default(false)
    .describe('Whether spans are sent (OTEL_EXPORTER_OTLP_ENDPOINT says where)'),
  ENABLE_METRICS: z.stringbool().default(true).describe('Whether /metrics answers'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe('Port on which a worker process answers /metrics and /healthz; unset: none, `start` shows its own'),
  BATCH_SIZE: integer(20, 1, 20).describe('Transitions reasoned about in one model call'),
  REQUEST_TIMEOUT_MS: integer(30_000, 100, 600_000).describe('Longest time for one HTTP request'),
  UPLOAD_TIMEOUT_MS: integer(60_000, 1_000, 3_600_000).describe('Longest time in which a whole request may arrive'),
  MAX_CONNECTIONS: integer(2_000, 10, 100_000).describe(
    'Connections that the API holds at once; beyond them new ones are cut',
  ),
  MAX_TRANSCRIPT_BYTES: integer(10_485_760, 1_000, 104_857_600).describe('Largest request body'),
  ALLOW_PRIVATE_WEBHOOKS: z.stringbool().default(false).describe('Deliver to loopback and private addresses too'),
  WEBHOOK_DISABLE_AFTER_DAYS: integer(5, 0, 365).describe(
    'Days of nothing but failures after which a webhook is switched off; 0: never',
  ),
  SECRETS_KEY: optionalText.describe(
    'Seals the secrets of webhooks at rest: 32 random bytes in base64 (`openssl rand -base64 32`). Several with commas: the first seals, all open',
  ),
  RETENTION_TRANSCRIPTS_DAYS: optionalInteger(1, 36_500).describe(
    'Days for which the words of meetings are kept once they were sent; what was read of them stays, without its quotes. Unset: for good',
  ),
  RETENTION_RUNS_DAYS: optionalInteger(1, 36_500).describe(
    'Days for which ended runs are kept; the last one of a meeting stays. Unset: for good',
  ),
  RETENTION_MODEL_CALLS_DAYS: optionalInteger(1, 36_500).describe(
    'Days for which single calls of models are kept; what was spent in a day stays. Unset: for good',
  ),
  RETENTION_EVENTS_DAYS: optionalInteger(1, 36_500).describe(
    'Days for which events are kept once they are delivered. Unset: for good',
  ),
  RETENTION_DELIVERIES_DAYS: optionalInteger(1, 36_500).describe(
    'Days for which ended deliveries are kept with their attempts. Unset: for good',
  ),
  RETENTION_AUDIT_DAYS: optionalInteger(1, 36_500).describe('Days for which the audit log is kept. Unset: for good'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Lowest level that is logged'),
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json').describe('Log lines as JSON, or for reading in a terminal'),
})

export type Settings = z.infer<typeof settingsSchema>
