import type { VersionedModel } from '../../domain/tracking-model/model.ts'
import { createThreadPool } from '../../platform/thread-pool.ts'
import type { Analyst, ChunkExtraction, Summaries } from '../analyst.ts'
import { offlineChunkLimits, offlineVersion } from './offline-analyst.ts'
import type { ThreadTask } from './thread-entry.ts'

export type InThreadOptions = { threads: number; timeoutMs: number; maxMegabytes: number }

const entry = new URL(import.meta.url.endsWith('.ts') ? './thread-entry.ts' : './thread-entry.js', import.meta.url)

/**
 * The offline analyst on threads of its own, with limits on time and memory: the patterns of a tenant's tracking model
 * are not ours, and no transcript may stop a worker. Call `close` at shutdown.
 */
export const createThreadedOfflineAnalyst = (options: InThreadOptions): Analyst & { close: () => Promise<void> } => {
  const pool = createThreadPool({
    entry,
    threads: options.threads,
    taskTimeoutMs: options.timeoutMs,
    resourceLimits: { maxOldGenerationSizeMb: options.maxMegabytes, stackSizeMb: 4 },
  })
  const call = (task: ThreadTask, signal: AbortSignal) => pool.run(task, signal)
  return {
    engine: 'offline',
    version: offlineVersion,
    chunkLimits: offlineChunkLimits,
    extractChunk: async ({ model, ...input }, { signal }) =>
      (await call({ call: 'extractChunk', input, model: textOf(model) }, signal)) as ChunkExtraction,
    summarize: async ({ model, ...input }, { signal }) =>
      (await call({ call: 'summarize', input, model: textOf(model) }, signal)) as Summaries,
    explain: async () => [],
    judgeNames: async () => [],
    judgeValues: async () => [],
    close: pool.close,
  }
}

const texts = new WeakMap<VersionedModel, string>()

/** A model is sent as text: a thread tells by it whether it knows the model, and copying text costs next to nothing. */
const textOf = (model: VersionedModel): string => {
  const known = texts.get(model)
  if (known !== undefined) return known
  const text = JSON.stringify(model)
  texts.set(model, text)
  return text
}
