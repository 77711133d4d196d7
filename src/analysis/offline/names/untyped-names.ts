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
/** How many words after a cue its object may begin. */
const reach = 6
const naming: ReadonlySet<string> = new Set(['asserted', 'planned'])
const links = new Set(['of', 'for', 'the', 'on', 'to', 'from', 'our', 'with'])

/**
 * Proper names that no pattern knows but that stand where a statement has its thing: right before the cue ("Seat Map is
 * done") or right after it ("the owner of the Door Scanner"). One capital at the start of a sentence is not enough.
 */
export const createUntypedNameFinder = (model: TrackingModel, people: People, seenInside: ReadonlySet<string>) => {
  const assumed = model.types.find((type) => type.assumed)
  return (statement: Statement): FoundName[] => {
    const { sentence, dimension, modality } = statement
    if (!assumed?.dimensions.includes(dimension.name) || !naming.has(modality)) return []
    const run = runBefore(statement) ?? runAfter(statement)
    if (!run || !isTrusted(sentence, run, people, seenInside)) return []
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

const runAfter = ({ sentence, from, to, nameSlot, valueSlot }: Statement): Run | undefined => {
  const end = Math.min(clauseAt(sentence, from).to, to + reach)
  for (let at = nameSlot?.from ?? from + 1; at < end; at++) {
    const starts = links.has(sentence.tokens[at - 1]?.norm ?? '') || at === to || at === nameSlot?.from
    if (!starts || (valueSlot && at >= valueSlot.from && at < valueSlot.to)) continue
    const run = nameRunFrom(sentence, at)
    if (run.to > run.from && run.to <= end) return run
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
