import type { ModelCatalog } from '../llm/catalog/catalog.ts'
import type { AnswerStore } from '../llm/middleware/cache.ts'
import type { SharedLimits } from '../llm/middleware/limits.ts'
import type { ModelReply } from '../llm/model.ts'
import type { Database } from '../storage/client.ts'
import { claimAnswer, keepAnswer, releaseAnswer } from '../storage/model-answers.ts'
import { admitModelCall, settleModelCall } from '../storage/model-limits.ts'
import { inTenant } from '../storage/tx.ts'

const unlimited = { rpm: null, tpm: null, calls: null }

/** Limits of providers as Postgres holds them for all processes. */
export const sharedModelLimits = (db: Database, catalog: ModelCatalog): SharedLimits => {
  const limits = new Map(catalog.providers.map((provider) => [provider.id, provider.limits]))
  const of = (provider: string) => limits.get(provider) ?? unlimited
  return {
    admit: (slot, tokens) => admitModelCall(db, slot, of(slot.provider), tokens),
    settle: (slot, end) => settleModelCall(db, slot, of(slot.provider), end),
  }
}

/** Answers that were paid for, as Postgres keeps them for a time. */
export const modelAnswerStore = (db: Database, ttlMs: number, warn: (error: unknown) => void): AnswerStore => ({
  claim: async ({ tenantId, ...claim }) => {
    const answer = await inTenant(db, tenantId, (tx) => claimAnswer(tx, tenantId, { ...claim, ttlMs }))
    if (answer.mine) return 'mine'
    return answer.reply === null ? 'taken' : (answer.reply as ModelReply)
  },
  keep: ({ tenantId, ...claim }, reply) =>
    inTenant(db, tenantId, (tx) => keepAnswer(tx, tenantId, { ...claim, reply, ttlMs })).catch(warn),
  release: ({ tenantId, ...claim }) => inTenant(db, tenantId, (tx) => releaseAnswer(tx, tenantId, claim)),
})
