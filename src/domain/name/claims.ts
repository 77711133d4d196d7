import { describingWords, isDescribing, joiningWords, kindWords, silentWords, timeWords } from './claim-words.ts'
import { isOrdinaryWord } from './ordinary-words.ts'
import type { NameShape } from './shape.ts'
import { wordsOf } from './words.ts'

/**
 * A shorter way of saying a name, as content words. A `strong` one means it wherever no other thing has the same one; a
 * `proper` one too, but only written with a capital; a `weak` one only where the name itself was said as well.
 */
export type Claim = { key: string; strength: 'strong' | 'proper' | 'shared' | 'weak' | 'guard' | 'title' }

const mostStrong = 5
const mostWeak = 2
const longestClaim = 5
/** A name with more words is a sentence. */
const mostWords = 12

/**
 * The short forms of a name, from the name alone: what stands before brackets, colons and "for", the name without its
 * first or last word, and single words. What tells siblings apart (digits, versions, "next", "mobile") is in all of
 * them. Names whose type was guessed have none: nobody told that they are names.
 */
export const claimsOf = (shape: NameShape): readonly Claim[] => {
  if (shape.guessed || shape.identifiers !== '' || shape.words.length > mostWords) return []
  if (shape.person) return shape.name.imported ? personClaims(shape) : []
  const { surface } = shape.name
  const claims = createClaims(shape)
  claims.addWhole(contentOf(surface))
  for (const part of partsOf(surface)) claims.add(withoutKind(contentOf(part)).flat())
  const head = unitsOf(headOf(surface))
  const bare = withoutKind(head)
  claims.add(head.flat())
  claims.add(bare.flat())
  // "Harbour Lights campaign": the noun after a name in capitals says what kind of thing it is.
  if (head.length > 2 && isLowerTail(surface, head.length)) claims.add(head.slice(0, -1).flat())
  let mayBeLeftOut = true
  for (let from = 1; bare.length - from > 1; from++) {
    mayBeLeftOut &&= mayDrop(bare[from - 1])
    claims.add(bare.slice(from).flat(), mayBeLeftOut)
  }
  const noun = bare.at(-1) ?? []
  const mayStandAlone = bare.slice(0, -1).every(mayDrop)
  if (noun.length > 1) claims.addOneWord(noun, mayStandAlone)
  if (bare.length === 1 && noun.length > 1) claims.addSingle(noun.slice(-1), mayDrop(noun.slice(0, -1)))
  if (shape.initials.length > 2 && shape.initials.length < 6) claims.addWeak(initialsKey(shape.initials))
  if (shape.content.length > 1) {
    claims.addLead(head[0])
    for (const unit of [noun, head.at(-1)]) claims.addSingle(unit, mayStandAlone)
  }
  return shape.name.imported ? [...claims.all(), ...titleClaims(shape)] : claims.all().flatMap(asWeak)
}

/** What only meetings told of is meant by a short form where it is spoken of, and nowhere else. */
const asWeak = ({ key, strength }: Claim): Claim[] =>
  strength === 'guard' || strength === 'proper' ? [] : [{ key, strength: 'weak' }]

/** All words of a name in any order, as `~` and the sorted words; of a longer name also all but one. For titles alone. */
function titleClaims(shape: NameShape): Claim[] {
  const words = contentOf(shape.name.surface)
  if (words.length < 2 || words.length > longestClaim || !words.some(isTelling)) return []
  const fixed = (word: string) => /\p{N}/u.test(word) || isVariant(shape, word)
  const fewer = words.flatMap((word, at) => (fixed(word) ? [] : [words.filter((_, other) => other !== at)]))
  const [first = '', ...rest] = words
  const some = words.length > 3 ? [words, ...fewer] : rest.length > 1 && first.endsWith('ing') ? [words, rest] : [words]
  return some.map((one) => ({ key: titleKey(one), strength: 'title' }))
}

/** "TLA" for "Three letter acronym", in capitals only. */
export const initialsKey = (initials: string): string => `^${initials}`

export const titleKey = (words: readonly string[]): string => `~${[...words].sort().join(' ')}`

/** The words that a text has to hold for a claim to matter to it. */
export const wordsOfClaim = (key: string): string[] => key.replace(/^~/, '').split(' ')

/** What describes a thing tells it from others of its kind; what it belongs to may be left out. */
const mayDrop = (unit: readonly string[] | undefined): boolean => {
  const word = unit?.at(-1)
  return word !== undefined && !isDescribing(word) && !describingWords.has(word)
}

function createClaims(shape: NameShape) {
  const { surface } = shape.name
  const head = new Set(contentOf(headOf(surface)))
  /** Without these a short form could be one of another version, place or part. */
  const telling = shape.words.filter((word) => /\p{N}/u.test(word) || (isVariant(shape, word) && head.has(word)))
  const hasJoiners = shape.words.length > shape.content.length
  const claims = new Map<string, Claim['strength']>()
  const add = (words: readonly string[], strength: Claim['strength'] | null): void => {
    const key = words.join(' ')
    if (strength === null || words.length === 0 || words.length > longestClaim || claims.has(key)) return
    const isTold = telling.every((word) => words.includes(word))
    if (!isTold && strength === 'weak') return
    const most = strength === 'weak' ? mostWeak : mostStrong
    const same = [...claims.values()].filter((other) => (other === 'weak') === (strength === 'weak')).length
    if (same < most) claims.set(key, isTold ? strength : 'guard')
  }
  return {
    addWhole: (words: readonly string[]) =>
      add(words, words.length > 1 && (words.length < 4 || hasJoiners) ? 'strong' : null),
    add: (words: readonly string[], alone = true) => {
      const strength = strengthOf(words)
      add(words, strength === 'strong' && !alone ? 'shared' : strength)
    },
    /** "openShelf" is the thing, "open shelf" is said every day. */
    addOneWord: (words: readonly string[], alone: boolean) => add(words, alone ? 'proper' : 'shared'),
    addSingle: (unit: readonly string[] | undefined, alone: boolean) => {
      const strength = unit?.length === 1 && unit[0] !== undefined ? singleStrength(unit[0], surface) : null
      add(unit ?? [], strength === 'proper' && !alone ? 'shared' : strength)
    },
    /** "Bramble" for "Bramble Hotels", never "crane" for "Crane removal". */
    addLead: (unit: readonly string[] | undefined) => {
      const strength = unit?.length === 1 && unit[0] !== undefined ? singleStrength(unit[0], surface) : null
      add(unit ?? [], strength === 'proper' ? strength : null)
    },
    addWeak: (word: string) => add([word], 'weak'),
    all: () => [...claims].map(([key, strength]) => ({ key, strength })),
  }
}

const isVariant = ({ variants }: NameShape, word: string): boolean => variants.split(' ').includes(word)

const personClaims = ({ words }: NameShape): Claim[] =>
  words.length < 2 || words.length > 4
    ? []
    : [...new Set([words[0] ?? '', words.at(-1) ?? ''])]
        .filter((word) => word.length > 2)
        .map((key) => ({ key, strength: 'proper' }))

/** Several words mean something by themselves when one of them is no everyday word. */
function strengthOf(words: readonly string[]): Claim['strength'] | null {
  if (words.length < 2) return null
  const telling = words.filter((word) => isTelling(word) && !isKind(word))
  return telling.length > 0 ? 'strong' : words.some((word) => !isKind(word)) ? 'weak' : null
}

/** A single word may stand for the name everywhere when it is no everyday word and written as names are. */
function singleStrength(word: string, surface: string): Claim['strength'] | null {
  if (word.length < 4 || timeWords.has(word) || isDescribing(word) || isKind(word) || /\p{N}/u.test(word)) return null
  if (!isTelling(word)) return 'weak'
  return /\p{Lu}/u.test(asWritten(word, surface)) ? 'proper' : 'weak'
}

/** A word of a name as it stands there first. Looked for by hand: a pattern for each word costs more than all else here. */
function asWritten(word: string, surface: string): string {
  const lower = surface.toLowerCase()
  let at = lower.indexOf(word)
  while (at > 0 && /[\p{L}\p{N}]/u.test(lower[at - 1] ?? '')) at = lower.indexOf(word, at + 1)
  return at < 0 ? '' : surface.slice(at, at + word.length)
}

const isTelling = (word: string): boolean => word.length > 2 && !isOrdinaryWord(word) && !/^\p{N}+$/u.test(word)
const isKind = (word: string): boolean => kindWords.has(word)

/** Parts of a name that its author set apart. */
function partsOf(surface: string): string[] {
  const parts: string[] = [...braced(surface)]
  const bracket = /^([^([]+)[([]([^)\]]+)[)\]]/u.exec(surface)
  if (bracket?.[1]?.includes(' ') || bracket?.[2]?.includes(' '))
    parts.push(
      bracket[1] ?? '',
      (bracket[2] ?? '').replace(/^(?:aka|a\.k\.a\.|also|formerly|previously|or|now)\s+/iu, ''),
    )
  const [before, ...after] = surface.split(/:\s+|\s+[–—-]\s+|,\s+/u)
  if (before !== undefined && after.length > 0) parts.push(before)
  const either = /^(\S+)\s+(?:and|or|&)\s+\S+\s+(.+)$/u.exec(surface)
  if (either) parts.push(`${either[1]} ${either[2]}`)
  return parts
}

/** What a name is about, without what that is for or in, and without a second one beside it. */
const headOf = (surface: string): string =>
  surface.split(/:\s|\s[(–—-]|\s(?:for|in|of|from|on|with|by|as|to|and|or|[&+])\s/u)[0] ?? ''

const withoutKind = <Unit extends string | readonly string[]>(units: readonly Unit[]): readonly Unit[] => {
  let end = units.length
  while (end > 1 && [units[end - 1] ?? ''].flat().every((word) => isKind(word))) end--
  return units.slice(0, end)
}

const isLowerTail = (surface: string, words: number): boolean => {
  const parts = surface.split(/\s+/, words)
  const noun = parts.pop() ?? ''
  return parts.length === words - 1 && parts.every((part) => /^\p{Lu}/u.test(part)) && /^\p{Ll}+$/u.test(noun)
}

/** "Shelf.{open,close}" is "Shelf.open" and "Shelf.close". */
function braced(surface: string): string[] {
  const found = /^(.*)\{([^{}]+)\}(.*)$/u.exec(surface)
  if (!found) return []
  return (found[2] ?? '').split(',').map((one) => `${found[1]}${one.trim()}${found[3]}`)
}

/** The words of a text that count when names are compared, those that are written as one together. */
function unitsOf(text: string): string[][] {
  const units: string[][] = []
  for (const word of wordsOf(text)) {
    if (isLeftOut(word.text)) continue
    if (word.head || units.length === 0) units.push([word.text])
    else units.at(-1)?.push(word.text)
  }
  return units
}

export const contentOf = (text: string): string[] => unitsOf(text).flat()

const isLeftOut = (word: string): boolean => joiningWords.has(word) || silentWords.has(word)
