import { nameKey } from './name-similarity.ts'
import { wordJaccard } from './word-overlap.ts'

export type SeriesEntity = {
  series: string
  name: string
  type?: string
  aliases?: readonly string[]
  /** Where it is spoken of, and in which words. */
  mentions?: readonly { meetingId: string; segment: number; surface: string }[]
  /** Other things of the series that must not be taken for it. */
  lookalikes?: readonly string[]
}

export type FindEntity = (series: string | undefined, surface: unknown) => string | null

const namesOf = (entity: SeriesEntity): string[] => [entity.name, ...(entity.aliases ?? [])]

/** Looks a written name up among the labelled entities of its series: same key first, else at least 0.6 of the words. */
export const createFindEntity = (entities: readonly SeriesEntity[]): FindEntity => {
  const byKey = new Map<string, string>()
  for (const entity of entities)
    for (const name of namesOf(entity)) {
      const key = `${entity.series}|${nameKey(name)}`
      if (!byKey.has(key) || name === entity.name) byKey.set(key, entity.name)
    }
  return (series, surface) => {
    const exact = byKey.get(`${series}|${nameKey(surface)}`)
    if (exact) return exact
    let best: string | null = null
    let least = 0.6
    for (const entity of entities)
      if (entity.series === series)
        for (const name of namesOf(entity)) {
          const similarity = wordJaccard(name, surface)
          if (similarity < least) continue
          best = entity.name
          least = similarity + 1e-9
        }
    return best
  }
}
