import { distance } from 'fastest-levenshtein'
import { jaroWinkler } from './jaro-winkler.ts'
import type { NameShape } from './shape.ts'
import { isShortlisted } from './trigrams.ts'

/**
 * What two names say about each other, from the two names alone. A `link` makes them one thing, a `soft` one does so
 * only if nothing else claims the shorter name, an `assumed` one if no two told things have the name, a `suggestion` waits for
 * a person: two things kept apart can be merged with one click, a wrong merge spoils both their histories.
 */
export type Edge = { strength: 'link' | 'soft' | 'assumed' | 'suggestion'; method: EdgeMethod; score: number }
export type EdgeMethod =
  | 'exact'
  | 'identifier'
  | 'assumed'
  | 'words'
  | 'spelling'
  | 'initials'
  | 'order'
  | 'contained'
  | 'similar'

export const edgeBetween = (one: NameShape, other: NameShape): Edge | null => {
  // Likeness is measured along the first of two: always the same one, whoever asks.
  const [a, b] = one.name.key <= other.name.key ? [one, other] : [other, one]
  return a.space === b.space ? likeness(a, b) : null
}

/** What two names would say about each other if they were of one type. */
export const edgeAcrossTypes = (one: NameShape, other: NameShape): Edge | null =>
  one.name.key <= other.name.key ? likeness(one, other) : likeness(other, one)

function likeness(a: NameShape, b: NameShape): Edge | null {
  if (a.name.id === b.name.id) return null
  if (a.identifiers !== '' && b.identifiers !== '')
    return a.identifiers === b.identifiers ? { strength: 'link', method: 'identifier', score: 97 } : null
  if (a.digits !== b.digits) return null
  return certain(a, b) ?? initials(a, b) ?? initials(b, a) ?? likely(a, b)
}

function certain(a: NameShape, b: NameShape): Edge | null {
  if (a.compact === b.compact) return { strength: 'link', method: 'exact', score: 99 }
  if (a.contentKey === b.contentKey && a.content.length > 1) return { strength: 'link', method: 'words', score: 95 }
  return null
}

/** "TLA" for "Three letter acronym": said of several things in many places, hence soft. */
function initials(short: NameShape, long: NameShape): Edge | null {
  if (short.acronym === null || short.acronym.length < 3 || short.digits !== '') return null
  return short.acronym === long.initials ? { strength: 'soft', method: 'initials', score: 90 } : null
}

function likely(a: NameShape, b: NameShape): Edge | null {
  if (!isShortlisted(commonTrigrams(a, b), a.trigrams.length, b.trigrams.length)) return null
  const sameVariant = a.variants === b.variants
  if (sameVariant && isMisspelt(a, b)) return { strength: 'link', method: 'spelling', score: 92 }
  if ([...a.content].sort().join(' ') === [...b.content].sort().join(' '))
    return { strength: 'suggestion', method: 'order', score: 88 }
  if (isContained(a, b) || isContained(b, a)) return { strength: 'suggestion', method: 'contained', score: 80 }
  const score = similarity(a, b)
  return score >= 80 ? { strength: 'suggestion', method: 'similar', score } : null
}

/** One letter is off in one long word and all else is equal. A person's name needs a second word that agrees. */
function isMisspelt(a: NameShape, b: NameShape): boolean {
  if (a.content.length !== b.content.length) return false
  const different = a.content.flatMap((word, at) =>
    word === b.content[at] ? [] : [[word, b.content[at] ?? ''] as const],
  )
  const [pair] = different
  if (different.length !== 1 || !pair) return false
  const shortest = Math.min(pair[0].length, pair[1].length)
  const needed = a.content.length > 1 ? 7 : a.person ? Number.POSITIVE_INFINITY : 8
  return shortest >= needed && pair[0][0] === pair[1][0] && distance(pair[0], pair[1]) === 1
}

/** All words of the shorter one stand in the longer one; a single word only for people, as their first or last name. */
export function isContained(short: NameShape, long: NameShape): boolean {
  if (short.content.length >= long.content.length || short.variants !== long.variants) return false
  if (short.content.length === 1)
    return short.person && (short.content[0] === long.content[0] || short.content[0] === long.content.at(-1))
  const words = new Set(long.content)
  return short.content.every((word) => words.has(word))
}

function similarity(a: NameShape, b: NameShape): number {
  const rest = [...b.content]
  let common = 0
  for (const word of a.content) {
    const at = rest.findIndex((other) => other === word || (word.length > 4 && jaroWinkler(word, other) >= 93))
    if (at < 0) continue
    rest.splice(at, 1)
    common++
  }
  const tokenSet = (200 * common) / (a.content.length + b.content.length)
  return Math.round(0.6 * tokenSet + 0.4 * jaroWinkler(a.name.key, b.name.key))
}

function commonTrigrams(a: NameShape, b: NameShape): number {
  const grams = new Set(a.trigrams)
  return b.trigrams.reduce((sum, gram) => sum + (grams.has(gram) ? 1 : 0), 0)
}
