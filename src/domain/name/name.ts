import { clip } from '../clip.ts'
import { uuidv5 } from '../ids.ts'
import { wordsOf } from './words.ts'

/** A live name: what the facts that support it say together. Entities are made of names, never the other way round. */
export type Name = {
  id: string
  type: string
  /** `tenant`, or `series:<series>` for generic words. */
  scope: string
  key: string
  /** As written by the best source: an import before others, then the earliest, then the first in byte order. */
  surface: string
  /** A catalogue says that this is a thing of its own. */
  imported: boolean
  /** None of its sources was told the type. */
  guessed: boolean
  /** Order key of the best source. */
  firstKey: string
}

/** One reason why a name exists. */
export type NameSource = {
  nameId: string
  type: string
  scope: string
  key: string
  surface: string
  kind: 'pattern' | 'import' | 'user'
  /** Whoever read it took the likeliest type; nothing told it. */
  guessed: boolean
  /** The meeting, or the fact of an import or a user. */
  sourceId: string
  orderKey: string
}

export const tenantScope = 'tenant'

const articles = new Set(['the', 'a', 'an'])
const longestKey = 200

/** A name as it may be shown: one line, not longer than a line. */
export const cleanSurface = (surface: string): string => clip(surface.replace(/\s+/g, ' ').trim(), longestKey)

/** What two spellings of one name share: words without case, punctuation, plural, possessive and leading article. */
export const nameKey = (surface: string): string => {
  const words = wordsOf(surface).map((word) => word.text)
  while (words.length > 1 && articles.has(words[0] ?? '')) words.shift()
  return clip(words.join(' '), longestKey)
}

/** Generic words ("the API") mean another thing in each series. */
export const nameScope = (generic: boolean, series: string | null): string =>
  generic && series !== null ? `series:${series}` : tenantScope

export const nameIdOf = (tenantId: string, type: string, scope: string, key: string): string =>
  uuidv5(tenantId, type, scope, key)

/** Order of sources: the best one gives the name its surface and its first key. */
export const compareSources = (a: NameSource, b: NameSource): number =>
  Number(b.kind === 'import') - Number(a.kind === 'import') ||
  compare(a.orderKey, b.orderKey) ||
  compare(a.surface, b.surface)

/** The name that its sources support together; undefined when there is none left. */
export const nameFromSources = (sources: readonly NameSource[]): Name | undefined => {
  const best = [...sources].sort(compareSources)[0]
  if (!best) return undefined
  return {
    id: best.nameId,
    type: best.type,
    scope: best.scope,
    key: best.key,
    surface: best.surface,
    imported: best.kind === 'import',
    guessed: sources.every((source) => source.guessed),
    firstKey: best.orderKey,
  }
}

/** Bytewise order of ASCII keys, code-unit order of the rest: never a locale's. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
