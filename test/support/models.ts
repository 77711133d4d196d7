import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { CallScope } from '../../src/llm/model.ts'
import type { Gateway, Task } from '../../src/llm/task.ts'
import type { Resources } from '../../src/main/resources.ts'
import { wireModels } from '../../src/main/wire-models.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { noMetrics } from '../../src/platform/metrics.ts'
import { noTracing } from '../../src/platform/tracing.ts'
import { openDatabase } from '../../src/storage/client.ts'

const answerShape = z.object({ word: z.string(), count: z.int() })

/** A task of the gateway in miniature: the input is the question. */
export const askingTask = (options: { maxOutputTokens?: number } = {}): Task<string, z.infer<typeof answerShape>> => ({
  name: 'judge_values',
  tier: 'moderate',
  temperature: 0,
  maxOutputTokens: options.maxOutputTokens ?? 200,
  prompt: {
    task: 'judge_values',
    version: 7,
    label: 'stable',
    change: 'a test',
    scores: [],
    render: (question) => [
      { role: 'system', content: 'Answer in JSON.' },
      { role: 'user', content: question },
    ],
    answer: () => answerShape,
  },
})

export const goodAnswer = { word: 'yes', count: 1 }

/** Price of every model below, in US dollars for a million tokens. */
const price = { input: 3, cacheRead: 0.3, output: 15, version: 'test-1' }

export type ModelsOptions = {
  databaseUrl: string
  /** Base URLs by provider id; each has one model, `<provider>/m`. The first is asked first. */
  providers: Readonly<Record<string, string>>
  /** Settings of the provider file for one model or provider. */
  model?: Readonly<Record<string, Record<string, unknown>>>
  provider?: Readonly<Record<string, Record<string, unknown>>>
  route?: Record<string, unknown>
  env?: Readonly<Record<string, string>>
}

/** The model layer of one process as it is wired in the product, with what it logged and enqueued. */
export const openModels = (options: ModelsOptions) => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-models-'))
  const path = join(folder, 'providers.json')
  const ids = Object.keys(options.providers)
  const file = {
    providers: Object.fromEntries(
      ids.map((id) => [
        id,
        { baseUrl: options.providers[id], keyVariable: null, structured: 'json_schema', ...options.provider?.[id] },
      ]),
    ),
    models: Object.fromEntries(
      ids.map((id) => [
        `${id}/m`,
        { contextWindow: 32_000, maxOutputTokens: 400, price, tiers: ['moderate'], ...options.model?.[`${id}/m`] },
      ]),
    ),
    routes: { default: { models: ids.map((id) => `${id}/m`), ...options.route } },
  }
  writeFileSync(path, JSON.stringify(file))
  const config = loadConfig({ LLM_PROVIDERS_FILE: path, LLM_RETRY_DELAY_MS: '1', LLM_MAX_RETRIES: '3', ...options.env })
  const db = openDatabase({ url: options.databaseUrl, poolSize: 8, poolTimeoutMs: 10_000 })
  const logged: { level: string; message: string; fields: Record<string, unknown> }[] = []
  const enqueued: string[] = []
  const measured: string[] = []
  const logAs = (level: string) => (fields: Record<string, unknown>, message: string) => {
    logged.push({ level, message, fields })
  }
  const models = wireModels({
    config,
    db,
    log: { warn: logAs('warn'), error: logAs('error'), info: logAs('info'), debug: logAs('debug') },
    producer: { enqueueDeliveries: async (_: string, ids: readonly string[]) => void enqueued.push(...ids) },
    metrics: { ...noMetrics, observe: (name: string) => void measured.push(name) },
    tracing: noTracing,
  } as unknown as Resources)
  return {
    gateway: models.gateway as Gateway,
    db,
    logged,
    enqueued,
    /** Names of the histograms that took a value, one for each. */
    measured,
    close: async () => {
      await models.close()
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const scopeOf = (tenantId: string, scope: Partial<CallScope> = {}): CallScope => ({
  ...{ tenantId, meetingId: null, runId: null, step: 'extract', traceId: randomUUID().replaceAll('-', '') },
  ...scope,
})
