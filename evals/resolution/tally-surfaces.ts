import type { SurfaceGold, SurfacePrediction } from '../score-surfaces.ts'
import { nameKey } from '../scoring/name-similarity.ts'

/** How many surfaces of a group were taken for the right thing, for a wrong one, or for none although they name one. */
export type SurfaceCount = { count: number; right: number; wrong: number; missed: number }
export type SurfaceTally = ReadonlyMap<string, SurfaceCount>

export type GradedSurface = SurfaceGold & {
  /** How it differs from the canonical name. */
  vsCanonicalName?: string
}

/** Counts by difficulty. A surface that names nothing is right when it is kept unlinked. */
export const tallySurfaces = (
  goldRows: readonly GradedSurface[],
  predictions: readonly SurfacePrediction[],
): SurfaceTally => {
  const predicted = new Map(predictions.map((row) => [row.surface, row.entity ?? null]))
  const tally = new Map<string, SurfaceCount>()
  for (const gold of goldRows) {
    const said = predicted.get(gold.surface) ?? null
    const verdict =
      (gold.entity === null && said === null) || (said !== null && nameKey(said) === nameKey(gold.entity))
        ? 'right'
        : said === null
          ? 'missed'
          : 'wrong'
    for (const group of groupsOf(gold)) {
      const entry = tally.get(group) ?? { count: 0, right: 0, wrong: 0, missed: 0 }
      tally.set(group, { ...entry, count: entry.count + 1, [verdict]: entry[verdict] + 1 })
    }
  }
  return new Map([...tally].sort(([one], [other]) => (one < other ? -1 : 1)))
}

const groupsOf = (gold: GradedSurface): string[] =>
  gold.entityId === null
    ? ['names no proposal']
    : [
        'names a proposal',
        `form: ${gold.matchToCatalogue}`,
        ...(gold.vsCanonicalName ? [`by canonical name: ${gold.vsCanonicalName}`] : []),
      ]
