import { nameKey } from '../../domain/name/name.ts'
import { trigramsOf } from '../../domain/name/trigrams.ts'

type Named = { entityId: string; surface: string; key: string }

export type Ranked = { entityId: string; score: number }

/**
 * Entities whose names are like what was typed, best first: the same name, its beginning, a word's beginning, part of
 * it, and last what shares enough trigrams to be a typing error. Integers, so that the order is always the same.
 */
export const rankNames = (typed: string, names: readonly Named[]): Ranked[] => {
  const wanted = nameKey(typed)
  const folded = typed.trim().toLowerCase()
  const grams = new Set(trigramsOf(wanted))
  const best = new Map<string, number>()
  for (const name of names) {
    const score = scoreOf(name, wanted, folded, grams)
    if (score > (best.get(name.entityId) ?? 0)) best.set(name.entityId, score)
  }
  return [...best]
    .map(([entityId, score]) => ({ entityId, score }))
    .sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1))
}

const scoreOf = ({ key, surface }: Named, wanted: string, folded: string, grams: ReadonlySet<string>): number => {
  if (wanted !== '') {
    if (key === wanted) return 1000
    if (key.startsWith(wanted)) return 900
    if (key.includes(` ${wanted}`)) return 800
    if (key.includes(wanted)) return 700
  }
  if (surface.toLowerCase().includes(folded)) return 650
  return typingError(key, grams)
}

const leastShare = 0.4

const typingError = (key: string, grams: ReadonlySet<string>): number => {
  if (grams.size === 0) return 0
  const own = trigramsOf(key)
  const common = own.filter((gram) => grams.has(gram)).length
  const share = (2 * common) / (own.length + grams.size)
  return share < leastShare ? 0 : Math.round(share * 600)
}
