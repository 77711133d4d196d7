import type { Analyst } from '../../src/analysis/analyst.ts'
import type { Catalogue } from '../datasets/dataset.ts'
import type { findSurfaces } from '../datasets/surfaces.ts'
import { loadTc39 } from '../datasets/tc39.ts'
import { resolveSurfaces } from './resolve-surfaces.ts'
import { type SurfaceTally, tallySurfaces } from './tally-surfaces.ts'

/** Resolves the labelled spellings of a set against its catalogue, and counts. */
export const tallySet = async (
  analyst: Analyst,
  { folder, surfaces }: NonNullable<ReturnType<typeof findSurfaces>>,
  catalogue: Catalogue,
): Promise<SurfaceTally> => {
  const [world] = loadTc39(folder, { catalogue, granularity: 'topic', variant: 'minutes', limit: 0 }).worlds
  return world ? tallySurfaces(surfaces, await resolveSurfaces(analyst, world, surfaces)) : new Map()
}
