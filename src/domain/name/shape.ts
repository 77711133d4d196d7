import type { Name } from './name.ts'
import { trigramsOf } from './trigrams.ts'

/** Everything about one name that comparing it with another one needs. Depends on the name and its type alone. */
export type NameShape = {
  name: Name
  /** Only names of one space can be one thing. */
  space: string
  person: boolean
  /**
   * Nobody told its type: it was guessed by whoever read it, or is what a proper name is taken for. Never true of people
   * and of what a catalogue lists.
   */
  guessed: boolean
  words: readonly string[]
  /** The words without joining words ("of", "for"). */
  content: readonly string[]
  contentKey: string
  compact: string
  /** Its numbers, those inside words too: versions, years, places in a list. */
  digits: string
  /** Words that tell siblings apart ("beta", "next"). */
  variants: string
  /** ABC-123, #4567: what names a thing for certain. */
  identifiers: string
  initials: string
  /** The name itself, when it is written as an acronym. */
  acronym: string | null
  trigrams: readonly string[]
}

const joining = new Set('of the for and in to on a an with from by at or via'.split(' '))
const variants = new Set(
  'alpha beta gamma next legacy new old lite pro plus mini classic first second third final draft ii iii iv phase part internal external public private mobile web ios android desktop staging production north south east west'.split(
    ' ',
  ),
)
const genericIdentifier = /(?<![\p{L}\p{N}])(?:\p{Lu}{2,10}-\p{N}{1,7}|#\p{N}{1,7})(?!\p{N})/gu
const acronym = /^\p{Lu}[\p{Lu}\p{N}]{1,7}$/u

/** What a type says about how its names are written and compared. */
export type ShapeType = { person: boolean; assumed: boolean; identifiers: readonly RegExp[] }

export const shapeOf = (name: Name, type: ShapeType): NameShape => {
  const words = name.key.split(' ')
  const content = words.filter((word) => !joining.has(word))
  const kept = content.length > 0 ? content : words
  return {
    name,
    space: `${name.type}\u001f${name.scope}`,
    person: type.person,
    guessed: (type.assumed || name.guessed) && !type.person && !name.imported,
    words,
    content: kept,
    contentKey: kept.join(' '),
    compact: words.join(''),
    digits: (name.key.match(/\p{N}+(?:\.\p{N}+)*/gu) ?? []).join(' '),
    variants: words
      .filter((word) => variants.has(word))
      .sort()
      .join(' '),
    identifiers: identifiersIn(name.surface, [genericIdentifier, ...type.identifiers]),
    initials: kept.length > 1 ? kept.map((word) => word[0] ?? '').join('') : '',
    acronym: acronym.test(name.surface) ? name.surface.toLowerCase() : null,
    trigrams: trigramsOf(name.key),
  }
}

function identifiersIn(surface: string, patterns: readonly RegExp[]): string {
  const found = new Set<string>()
  for (const pattern of patterns)
    for (const match of surface.matchAll(pattern)) found.add(match[0].toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  return [...found].sort().join(' ')
}
