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
    extractChunk: async (input, { signal }) => (await call({ call: 'extractChunk', input }, signal)) as ChunkExtraction,
    summarize: async (input, { signal }) => (await call({ call: 'summarize', input }, signal)) as Summaries,
    explain: async () => [],
    judgeNames: async () => [],
    judgeValues: async () => [],
    close: pool.close,
  }
}
