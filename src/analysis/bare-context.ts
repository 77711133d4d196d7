import type { AnalysisContext } from './analyst.ts'

/** For reading outside of a run: there is no ledger to write to, and what was answered once is kept while it lives. */
export const bareContext = (signal: AbortSignal): AnalysisContext => {
  const kept = new Map<string, unknown>()
  return {
    signal,
    scope: { tenantId: '', meetingId: null, runId: null, step: null, traceId: '' },
    memo: {
      read: async (keys) => new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key)] as const] : []))),
      save: async (key, value) => void kept.set(key, value),
    },
  }
}
