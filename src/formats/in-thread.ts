import { createThreadPool } from '../platform/thread-pool.ts'
import type { TranscriptInput } from './parse-transcript.ts'
import type { ParsedTranscript } from './transcript.ts'

const entry = new URL(import.meta.url.endsWith('.ts') ? './thread-entry.ts' : './thread-entry.js', import.meta.url)

/** `parseTranscript` on a thread of its own, with limits on time and memory: no transcript may stop a worker. */
export const createThreadedParser = (options: { timeoutMs: number; maxMegabytes: number }) => {
  const pool = createThreadPool({
    entry,
    threads: 1,
    taskTimeoutMs: options.timeoutMs,
    resourceLimits: { maxOldGenerationSizeMb: options.maxMegabytes },
  })
  return {
    parse: async (input: TranscriptInput, signal: AbortSignal): Promise<ParsedTranscript> =>
      (await pool.run(input, signal)) as ParsedTranscript,
    close: pool.close,
  }
}
