import { claimsOf, contentOf, titleKey } from '../../domain/name/claims.ts'
import { nameKey, tenantScope } from '../../domain/name/name.ts'
import { shapeOf } from '../../domain/name/shape.ts'
import { trigramsOf } from '../../domain/name/trigrams.ts'

type Named = { entityId: string; surface: string; key: string; imported: boolean; guessed: boolean; person: boolean }

export const matchMethods = ['name', 'short_form', 'part', 'typing_error'] as const
/** How a name was found, and how well it fits: 1 to 1000. */
export type Match = { method: (typeof matchMethods)[number]; score: number }
export type Ranked = { entityId: string } & Match

/**
 * Entities whose names are like what was typed, best first: the same name, a short form by which meetings would mean
 * it, its beginning, a word's beginning, part of it, and last what shares enough trigrams to be a typing error.
 * Integers, so that the order is always the same.
 */
export const rankNames = (typed: string, names: readonly Named[]): Ranked[] => {
  const wanted = nameKey(typed)
  const folded = typed.trim().toLowerCase()
  const grams = new Set(trigramsOf(wanted))
  const best = new Map<string, Match>()
  for (const name of names) {
    const match = matchOf(name, wanted, folded, grams)
    if (match.score > (best.get(name.entityId)?.score ?? 0)) best.set(name.entityId, match)
  }
  return [...best]
    .map(([entityId, match]) => ({ entityId, ...match }))
    .sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1))
}

const matchOf = (name: Named, wanted: string, folded: string, grams: ReadonlySet<string>): Match => {
  const { key, surface } = name
  if (wanted !== '') {
    if (key === wanted) return { method: 'name', score: 1000 }
    const form = formScore(name, wanted)
    if (form > 0) return { method: 'short_form', score: form }
    if (key.startsWith(wanted)) return { method: 'part', score: 900 }
    if (key.includes(` ${wanted}`)) return { method: 'part', score: 800 }
    if (key.includes(wanted)) return { method: 'part', score: 700 }
  }
  if (surface.toLowerCase().includes(folded)) return { method: 'part', score: 650 }
  return { method: 'typing_error', score: typingError(key, grams) }
}

/** The forms that mean a listed thing in meetings. Nobody writes capitals into a search, so none is asked for. */
function formScore({ surface, key, imported, guessed, person }: Named, wanted: string): number {
  const name = { id: '', type: '', scope: tenantScope, key, surface, imported, guessed, firstKey: '' }
  const content = contentOf(wanted)
  if (!imported || !content.every((word) => key.includes(word))) return 0
  const keys = [content.join(' '), titleKey(content)]
  const claims = claimsOf(shapeOf(name, { person, assumed: false, identifiers: [] }))
  return Math.max(0, ...claims.map((claim) => (keys.includes(claim.key) ? formScores[claim.strength] : 0)))
}

/** A form that says too little to be told from others of its kind is a part of the name and no more. */
const formScores = { strong: 960, proper: 950, shared: 940, title: 930, weak: 0, guard: 0 }

const leastShare = 0.4

const typingError = (key: string, grams: ReadonlySet<string>): number => {
  if (grams.size === 0) return 0
  const own = trigramsOf(key)
  const common = own.filter((gram) => grams.has(gram)).length
  const share = (2 * common) / (own.length + grams.size)
  return share < leastShare ? 0 : Math.round(share * 600)
}
