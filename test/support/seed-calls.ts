import { newId } from '../../src/platform/ids.ts'
import type { Database } from '../../src/storage/client.ts'
import { inTenant } from '../../src/storage/tx.ts'

export type SeededCall = {
  at?: string
  task?: string
  promptVersion?: string
  model?: string
  runId?: string | null
  meetingId?: string | null
  step?: string | null
  tokens?: [input: number, cacheRead: number, cacheWrite: number, output: number, reasoning: number] | null
  cost?: string | null
  latencyMs?: number
  outcome?: string
}

/** Rows of the ledger of calls as the gateway writes them: valid by default, override what matters. */
export const seedCalls = (database: Database, tenantId: string, calls: readonly SeededCall[]): Promise<unknown> =>
  inTenant(database, tenantId, (tx) =>
    tx.modelCall.createMany({
      data: calls.map((call) => {
        const { task = 'extract_observations', model = 'fake/reader', tokens = [1000, 0, 0, 100, 0] } = call
        const [input = null, cacheRead = null, cacheWrite = null, output = null, reasoning = null] = tokens ?? []
        return {
          ...{ id: newId(), tenantId, traceId: 'a'.repeat(32), task, model, provider: model.split('/')[0] ?? '' },
          ...{ runId: call.runId ?? null, meetingId: call.meetingId ?? null, step: call.step ?? null, attempt: 1 },
          promptVersion: call.promptVersion ?? `${task}@1`,
          ...{ inputTokens: input, cacheReadTokens: cacheRead, cacheWriteTokens: cacheWrite },
          ...{ outputTokens: output, reasoningTokens: reasoning, priceVersion: 'list@1' },
          cost: call.cost === undefined ? '0.0015' : call.cost,
          ...{ latencyMs: call.latencyMs ?? 1000, outcome: call.outcome ?? 'ok' },
          createdAt: new Date(call.at ?? '2026-03-04T10:00:00Z'),
        }
      }),
    }),
  )
