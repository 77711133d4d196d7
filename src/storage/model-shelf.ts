import type { TrackingModel, VersionedModel } from '../domain/tracking-model/model.ts'

const mostModels = 64

/**
 * Tracking models that were read before. A version never changes, so its text is fetched once, and the same version is
 * always the same object: what was made of a model can be kept by it.
 */
export const createModelShelf = () => {
  const shelf = new Map<string, { tenantId: string; model: VersionedModel }>()
  return {
    /** What is here of a tenant, by version; it stays so for whoever holds it. */
    of: (tenantId: string): ReadonlyMap<number, VersionedModel> => {
      const own = [...shelf.values()].filter((kept) => kept.tenantId === tenantId)
      return new Map(own.map(({ model }) => [model.version, model]))
    },

    put: (tenantId: string, version: number, body: TrackingModel): VersionedModel => {
      const key = `${tenantId} ${version}`
      const known = shelf.get(key)
      if (known) return known.model
      const oldest = shelf.keys().next().value
      if (shelf.size >= mostModels && oldest !== undefined) shelf.delete(oldest)
      const model = { ...body, version }
      shelf.set(key, { tenantId, model })
      return model
    },
  }
}

export type ModelShelf = ReturnType<typeof createModelShelf>
