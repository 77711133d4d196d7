import type { AnalysisContext, Fallback } from '../../src/analysis/analyst.ts'
import { sha256 } from '../../src/domain/ids.ts'
import type { Database } from '../../src/storage/client.ts'
import { readMemos, saveMemo } from '../../src/storage/memos.ts'
import { inTenant, readInTenant } from '../../src/storage/tx.ts'
import type { StepContext } from '../outcome.ts'

/**
 * What an analyst is told beside its input: when to stop, under which ids its calls are booked, and where it keeps
 * what was paid for, which is with the meeting that it reads and goes when that goes. One for each call: `fallbacks`
 * fills with what the call had to leave to rules.
 */
export const analysisContext = (
  db: Database,
  { tenantId, runId, step, traceId, signal }: StepContext,
  meetingId: string,
  instructions: string | null = null,
): AnalysisContext & { fallbacks: Fallback[] } => {
  const fallbacks: Fallback[] = []
  return {
    fallbacks,
    fellBack: (fallback) => void fallbacks.push(fallback),
    signal,
    scope: { tenantId, meetingId, runId, step, traceId, instructionsHash: instructions ? sha256(instructions) : null },
    memo: {
      read: async (keys) => {
        if (keys.length === 0) return new Map()
        const memos = await readInTenant(db, tenantId, (tx) => readMemos(tx, tenantId, meetingId, keys.map(callKey)))
        return new Map([...memos].map(([key, value]) => [key.slice(prefix.length), value]))
      },
      save: (key, value) =>
        inTenant(db, tenantId, (tx) => saveMemo(tx, tenantId, meetingId, { key: callKey(key), value })),
    },
  }
}

/** Keys of an analyst's own never meet those of whole chunks. */
const prefix = 'call:'
const callKey = (key: string): string => `${prefix}${key}`
