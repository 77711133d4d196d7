import type { TrackingModel } from '../domain/tracking-model/model.ts'
import { readModel } from '../storage/tracking-models.ts'
import type { Tx } from '../storage/tx.ts'

const mostModels = 64

/** The model in force, read once per tenant and version: the same version is always the same object. */
export const createModelReader = () => {
  const known = new Map<string, TrackingModel>()
  return async (tx: Tx, tenantId: string, version: number): Promise<TrackingModel> => {
    const key = `${tenantId} ${version}`
    const model = known.get(key) ?? (await readModel(tx, tenantId, version))?.body
    if (!model) throw new Error(`tracking model ${version} of tenant ${tenantId} is missing`)
    known.delete(key)
    known.set(key, model)
    const oldest = known.keys().next().value
    if (known.size > mostModels && oldest !== undefined) known.delete(oldest)
    return model
  }
}

export type ModelReader = ReturnType<typeof createModelReader>
