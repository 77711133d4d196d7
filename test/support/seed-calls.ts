import { newId } from '../../src/platform/ids.ts'
import type { Database } from '../../src/storage/client.ts'
import { addModelCall, type ModelCallRow } from '../../src/storage/model-calls.ts'
import { inTenant } from '../../src/storage/tx.ts'

export type SeededCall = Partial<Omit<ModelCallRow, 'at' | 'usage'>> & {
  at?: string
  tokens?: [input: number, cacheRead: number, cacheWrite: number, output: number, reasoning: number] | null
}

/** Rows of the ledger of calls, written as the gateway writes them: valid by default, override what matters. */
export const seedCalls = (database: Database, tenantId: string, calls: readonly SeededCall[]): Promise<void> =>
  inTenant(database, tenantId, async (tx) => {
    for (const call of calls) await addModelCall(tx, tenantId, toRow(call))
  })

const toRow = ({ at = '2026-03-04T10:00:00Z', tokens = [1000, 0, 0, 100, 0], ...call }: SeededCall): ModelCallRow => {
  const task = call.task ?? 'extract_observations'
  const model = call.model ?? 'fake/reader'
  const [input = 0, cacheRead = 0, cacheWrite = 0, output = 0, reasoning = 0] = tokens ?? []
  return {
    ...{ id: newId(), runId: null, meetingId: null, step: null, traceId: 'a'.repeat(32), promptVersion: `${task}@1` },
    ...{ provider: model.split('/')[0] ?? '', servedBy: null, attempt: 1, priceVersion: 'list@1', cost: '0.0015' },
    ...{ latencyMs: 1000, outcome: 'ok', status: null, instructionsHash: null },
    ...call,
    ...{ task, model, at: new Date(at), usage: tokens && { input, cacheRead, cacheWrite, output, reasoning } },
  }
}
