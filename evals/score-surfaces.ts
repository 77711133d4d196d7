import { nameKey } from './scoring/name-similarity.ts'

export type SurfaceGold = {
  surface: string
  entityId: string | null
  entity: string | null
  source: string
  matchToCatalogue: string | null
}

/** What a surface was resolved to: a name, an id, or null for "no such entity". */
export type SurfacePrediction = { surface: string; entity?: string | null; entityId?: string | null }

const isRight = (
  gold: SurfaceGold,
  predicted: SurfacePrediction | undefined,
  aliasesOf: ReadonlyMap<string, readonly string[]>,
): boolean => {
  const said = predicted?.entityId ?? predicted?.entity ?? null
  if (gold.entityId === null) return predicted !== undefined && (said === null || said === '')
  if (said === null) return false
  return [gold.entityId, gold.entity, ...(aliasesOf.get(gold.entityId) ?? [])].some(
    (name) => nameKey(name) === nameKey(said),
  )
}

/** Accuracy of resolved surface forms: all, by source, by difficulty, and for surfaces that name nothing. */
export const scoreSurfaces = (
  goldRows: readonly SurfaceGold[],
  predictions: readonly SurfacePrediction[],
  entities: readonly { id: string; aliases?: readonly string[] }[] = [],
): Record<string, { n: number; accuracy: number | null }> => {
  const predicted = new Map(predictions.map((row) => [row.surface.toLowerCase(), row]))
  const aliasesOf = new Map(entities.map((entity) => [entity.id, entity.aliases ?? []]))
  const tally = new Map<string, { n: number; right: number }>()
  for (const gold of goldRows) {
    const right = isRight(gold, predicted.get(gold.surface.toLowerCase()), aliasesOf)
    const groups =
      gold.entityId === null
        ? ['all', 'is not a proposal']
        : ['all', 'is a proposal', `source: ${gold.source}`, `form: ${gold.matchToCatalogue}`]
    for (const group of groups) {
      const entry = tally.get(group) ?? { n: 0, right: 0 }
      tally.set(group, { n: entry.n + 1, right: entry.right + Number(right) })
    }
  }
  return Object.fromEntries([...tally].map(([group, { n, right }]) => [group, { n, accuracy: n ? right / n : null }]))
}
