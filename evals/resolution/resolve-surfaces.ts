import type { Analyst } from '../../src/analysis/analyst.ts'
import type { World } from '../datasets/dataset.ts'
import { meetingContext } from '../datasets/meeting-context.ts'
import { readWorld } from '../read-world.ts'
import { recordWorld } from '../record-world.ts'
import type { SurfaceGold, SurfacePrediction } from '../score-surfaces.ts'
import { nameKey } from '../scoring/name-similarity.ts'

/**
 * What the product takes each surface for when it is the title of a meeting and nothing is known but the catalogue: the
 * thing of the catalogue that is found in it, by its longest words when there are several, or none.
 */
export const resolveSurfaces = async (
  analyst: Analyst,
  catalogue: Pick<World, 'model' | 'imports'>,
  surfaces: readonly Pick<SurfaceGold, 'surface'>[],
): Promise<SurfacePrediction[]> => {
  const catalogued = new Map(catalogue.imports.map(({ name }) => [nameKey(name), name]))
  const distinct = [...new Set(surfaces.map(({ surface }) => surface))]
  const predictions: SurfacePrediction[] = []
  for (const surface of distinct) {
    const world = worldOf(catalogue, surface)
    const { outcomes } = recordWorld(world, await readWorld(analyst, world))
    const found = (outcomes[0]?.mentions ?? [])
      .flatMap(({ start, end, entity }) => {
        const known = catalogued.get(nameKey(entity))
        return known === undefined ? [] : [{ entity: known, start, length: end - start }]
      })
      .sort((one, other) => other.length - one.length || one.start - other.start)
    predictions.push({ surface, entity: found[0]?.entity ?? null })
  }
  return predictions
}

const worldOf = ({ model, imports }: Pick<World, 'model' | 'imports'>, title: string): World => ({
  name: 'surfaces',
  model,
  imports: [...imports],
  meetings: [
    {
      id: 'title',
      context: meetingContext({
        title,
        type: 'meeting',
        occurredAt: '2020-01-01',
        series: 'surfaces',
        participants: [],
      }),
      sequence: 0,
      segments: [],
      labelledIndex: [],
    },
  ],
})
