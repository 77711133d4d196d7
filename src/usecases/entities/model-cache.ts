import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { readHead } from '../../storage/tenants.ts'
import { readModel } from '../../storage/tracking-models.ts'
import type { Tx } from '../../storage/tx.ts'

export type ModelInForce = (tx: Tx, tenantId: string) => Promise<TrackingModel | null>

const mostEntries = 100

/** The tracking model in force. A version never changes once it is stored, so it is read once a process. */
export const createModelCache = (): ModelInForce => {
  const known = new Map<string, TrackingModel>()
  return async (tx, tenantId) => {
    const { modelVersion } = await readHead(tx, tenantId)
    const key = `${tenantId}:${modelVersion}`
    const cached = known.get(key)
    if (cached !== undefined) return cached
    const stored = await readModel(tx, tenantId, modelVersion)
    if (stored === null) return null
    if (known.size >= mostEntries) known.delete(known.keys().next().value ?? '')
    known.set(key, stored.body)
    return stored.body
  }
}
