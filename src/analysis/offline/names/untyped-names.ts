import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { Statement } from '../observations/statement.ts'
import { clauseAt, type Sentence, textOf } from '../reading/sentence.ts'
import { isNameWord, nameRunBefore, nameRunFrom } from './capitalised.ts'
import type { FoundName } from './found-name.ts'
import type { People } from './person.ts'

const auxiliaries = new Set([
  'is',
  "'s",
  'are',
  'has',
  'have',
  'was',
  'now',
  'still',
  'just',
  'already',
  'back',
  'also',
  'again',
  'been',
  'will',
  'be',
])
const naming: ReadonlySet<string> = new Set(['asserted', 'planned'])
const links = new Set(['of', 'for', 'on'])
const articles = new Set(['the', 'our', 'my', 'your'])

/**
 * Proper names that no pattern knows but that stand where a statement has its thing: right before the cue ("Seat Map is
 * done") or right after it ("the owner of the Door Scanner"). One capital at the start of a sentence is not enough.
 */
export const createUntypedNameFinder = (model: TrackingModel, people: People, seenInside: ReadonlySet<string>) => {
  const assumed = model.types.find((type) => type.assumed)
  return (statement: Statement): FoundName[] => {
    const { sentence, dimension, modality } = statement
    if (!assumed?.dimensions.includes(dimension.name) || !naming.has(modality)) return []
    const runs = [runBefore(statement), runAfter(statement)]
    const run = runs.find((one) => one !== undefined && isTrusted(sentence, one, people, seenInside))
    if (!run) return []
    const start = sentence.tokens[run.from]?.start ?? 0
    const surface = textOf(sentence, run.from, run.to)
    const end = start + surface.length
    return [{ type: assumed.name, surface, generic: false, segment: sentence.segment, start, end, aliasOf: null }]
  }
}

type Run = { from: number; to: number }

const runBefore = ({ sentence, from }: Statement): Run | undefined => {
  let before = from
  while (before > 0 && auxiliaries.has(sentence.tokens[before - 1]?.norm ?? '') && from - before < 3) before--
  const run = nameRunBefore(sentence, before)
  if (run.to === run.from) return undefined
  // "The big date, Opening Night, is set": a name between commas belongs to what follows.
  const gap = sentence.tokens[before]?.gap ?? 0
  return gap === 0 || (gap === 1 && sentence.tokens[run.from]?.gap === 1) ? run : undefined
}

/** Inside or right after the cue: "due date for Seat Map", "takes over the Door Scanner", "owner of the Load Test". */
const runAfter = ({ sentence, from, to, nameSlot, valueSlot }: Statement): Run | undefined => {
  const { tokens } = sentence
  const end = clauseAt(sentence, Math.max(from, to - 1)).to
  const inValue = (at: number) => valueSlot !== undefined && at >= valueSlot.from && at < valueSlot.to
  for (let at = nameSlot?.from ?? from + 1; at <= to && at < end; at++) {
    const linked = links.has(tokens[at - 1]?.norm ?? '')
    if (!linked && at !== from + 1 && at !== to && at !== nameSlot?.from) continue
    let start = at === to && links.has(tokens[at]?.norm ?? '') ? at + 1 : at
    while (articles.has(tokens[start]?.norm ?? '')) start++
    const run = inValue(start) ? undefined : nameRunFrom(sentence, start)
    if (run && run.to > run.from && run.to <= end) return run
  }
  return undefined
}

const isTrusted = (sentence: Sentence, run: Run, people: People, seenInside: ReadonlySet<string>): boolean => {
  const surface = textOf(sentence, run.from, run.to)
  if (people.resolve(surface) || (run.to - run.from === 1 && people.resolve(sentence.tokens[run.from]?.norm ?? '')))
    return false
  if (run.to - run.from > 1) return true
  return run.from > 0 || seenInside.has(sentence.tokens[run.from]?.norm ?? '')
}

/** Words that stand with a capital inside a sentence somewhere: for them a capital at the start means something too. */
export const wordsWithCapitalInside = (sentences: readonly Sentence[]): ReadonlySet<string> => {
  const words = new Set<string>()
  for (const sentence of sentences)
    for (let at = 1; at < sentence.tokens.length; at++)
      if (sentence.tokens[at]?.gap !== 2 && isNameWord(sentence, at)) words.add(sentence.tokens[at]?.norm ?? '')
  return words
}
