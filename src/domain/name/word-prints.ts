import { createHash } from 'node:crypto'
import { type Claim, claimsOf, wordsOfClaim } from './claims.ts'
import type { Name } from './name.ts'
import { type NameShape, shapeOf } from './shape.ts'
import { wordsOf } from './words.ts'

/**
 * The words of a meeting as numbers, salted with the tenant: those of its texts, and those in the keys of names that it
 * states, which may be written nowhere in it. Together with `namePrints` a filter that lets every meeting through in
 * which a name could matter, and few others.
 */
export const textPrints = (tenantId: string, texts: Iterable<string>, keys: Iterable<string> = []): number[] => {
  const words = new Set([...keys].flatMap((key) => key.split(' ')))
  for (const text of texts)
    for (const word of wordsOf(text)) {
      words.add(word.text)
      if (word.joined) words.add(word.joined.text)
    }
  return [...new Set([...words].map((word) => printOf(tenantId, word)))].sort((a, b) => a - b)
}

/** One set of numbers for each way of writing a name; a meeting has to hold all of one of them. */
export const namePrints = (tenantId: string, forms: readonly (readonly string[])[]): number[][] =>
  forms.map((words) => [...new Set(words.map((word) => printOf(tenantId, word)))])

/** "Calendar Sync" is also written "CalendarSync"; longer names are not. */
export const spokenForms = (shape: Pick<NameShape, 'words' | 'compact'>): string[][] => {
  const words = [...shape.words]
  const runTogether = words.length > 1 && words.length < 4 && shape.compact.length > 4
  return runTogether ? [words, [shape.compact]] : [words]
}

/**
 * Ways of saying a name of which each matters to a meeting that has all words of it, whether the name is there or not:
 * its own spellings, and those of its short forms of which `matters` says that they may mean another thing now.
 */
export const heardForms = (name: Name, matters: (claim: Claim) => boolean): string[][] => {
  const [thing, person] = [false, true].map((isPerson) =>
    shapeOf(name, { person: isPerson, assumed: false, identifiers: [] }),
  )
  if (!thing || !person) return []
  const claims = name.imported ? [...claimsOf(thing), ...claimsOf(person)] : []
  return [...spokenForms(thing), ...claims.filter(matters).map(({ key }) => wordsOfClaim(key))]
}

const printOf = (tenantId: string, word: string): number =>
  createHash('sha1').update(tenantId).update('\u001f').update(word).digest().readInt32BE(0)
