import type { SeriesLabels } from '../datasets/dataset.ts'
import type { Thing } from '../outcome.ts'
import { nameKey } from '../scoring/name-similarity.ts'

export type Merges = {
  /** Pairs of labelled things that must not be merged. */
  pairs: number
  /** Those that are one thing in the record. */
  merged: number
  /** Labelled things of which the record has a name, and those that it has as several things. */
  things: number
  split: number
}

/** Look-alikes that became one thing, and things that became several, by the names that the record gave each. */
export const countMerges = ({ entities }: Pick<SeriesLabels, 'entities'>, things: readonly Thing[]): Merges => {
  const meanings = new Map<string, Set<string>>()
  for (const entity of entities)
    for (const name of [entity.name, ...(entity.aliases ?? [])]) {
      const key = keyOf(entity.series, name)
      meanings.set(key, (meanings.get(key) ?? new Set()).add(entity.name))
    }
  /** A name that several things have proves nothing. */
  const meaningOf = (series: string, name: string): string | null => {
    const [first, ...others] = meanings.get(keyOf(series, name)) ?? []
    return first === undefined || others.length > 0 ? null : `${series}|${first}`
  }
  const held = things.map(({ world, names }) => new Set(names.flatMap((name) => meaningOf(world, name) ?? [])))
  const pairs = new Map(
    entities.flatMap((entity) =>
      (entity.lookalikes ?? []).map((other) => {
        const pair = [entity.name, other].sort().map((name) => `${entity.series}|${name}`)
        return [pair.join(' '), pair] as const
      }),
    ),
  )
  const times = new Map<string, number>()
  for (const thing of held) for (const name of thing) times.set(name, (times.get(name) ?? 0) + 1)
  return {
    pairs: pairs.size,
    merged: [...pairs.values()].filter((pair) => held.some((thing) => pair.every((name) => thing.has(name)))).length,
    things: times.size,
    split: [...times.values()].filter((count) => count > 1).length,
  }
}

const keyOf = (series: string, name: string): string => `${series}|${nameKey(name)}`
