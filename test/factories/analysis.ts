import type { AnalysisContext, Reader } from '../../src/analysis/analyst.ts'

/** A context that keeps what is saved in memory. */
export const analysisContext = (overrides: Partial<AnalysisContext> = {}): AnalysisContext => {
  const kept = new Map<string, unknown>()
  return {
    signal: new AbortController().signal,
    scope: { tenantId: 'tenant', meetingId: null, runId: null, step: null, traceId: 'trace' },
    memo: {
      read: async (keys) => new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key)] as const] : []))),
      save: async (key, value) => void kept.set(key, value),
    },
    ...overrides,
  }
}

export const readerOf = (code: string, overrides: Partial<Reader> = {}): Reader => ({
  code,
  role: 'Delivery manager',
  goals: ['Know what moved'],
  guidelines: { risk: 'Dates that nobody believes.' },
  ...overrides,
})
