import type { AnalysisContext } from '../../src/analysis/analyst.ts'

/** A context of its own memo; pass the same store to look at what a second reading pays. */
export const analysisContext = (
  options: { signal?: AbortSignal; kept?: Map<string, unknown> } = {},
): AnalysisContext & { kept: Map<string, unknown> } => {
  const kept = options.kept ?? new Map<string, unknown>()
  return {
    kept,
    signal: options.signal ?? new AbortController().signal,
    scope: { tenantId: 'tenant', meetingId: 'meeting', runId: 'run', step: 'extract', traceId: 'trace' },
    memo: {
      read: async (keys) => new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key)]] : []))),
      // As a database would: what comes back is a copy, and of two the first counts.
      save: async (key, value) => {
        if (!kept.has(key)) kept.set(key, structuredClone(value))
      },
    },
  }
}
