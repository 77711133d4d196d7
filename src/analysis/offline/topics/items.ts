import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { itemCues } from '../lexicon/topic-words.ts'
import type { FoundName } from '../names/found-name.ts'
import type { Statement } from '../observations/statement.ts'
import { hasOwnObject, type ModelWords } from '../observations/subject.ts'
import type { Sentence } from '../reading/sentence.ts'

const turns = createMatcher<true>(itemCues.map((cue): [string, true] => [cue, true]))

/** How many segments an item stays open after it was called. */
const memory = 60
/** Names so near after the words that call an item, in words, are what is called. */
const nameReach = 8

/**
 * Items that are decided one after the other: "the next one is ABC-12", a discussion in which others are named too, and
 * then "okay, let's drop it" from whoever called the item. Answers the item that a statement without a name is about.
 */
export const createItemReader = (
  sentences: readonly Sentence[],
  namesOf: (sentence: Sentence) => readonly FoundName[],
  model: TrackingModel,
  words: ModelWords,
) => {
  const dimensions = new Map(model.types.filter((type) => !type.person).map((type) => [type.name, type.dimensions]))
  const items = new Map<Sentence, Item>()
  const places = new Map(sentences.map((sentence, index) => [sentence, index]))
  const callers = new Set<string | null>()
  const spokenOf = new Map<string | null, FoundName[]>()
  let current: Item | undefined
  sentences.forEach((sentence, index) => {
    if (sentence.kind === 'heading') current = undefined
    const names = namesOf(sentence).filter((one) => dimensions.has(one.type))
    const called = calledItem(sentence, sentences[index - 1], names)
    if (called) callers.add(sentence.speaker)
    // Whoever calls the items speaks of the one that is open, and of another one only to open it.
    const only = callers.has(sentence.speaker) && new Set(names.map((one) => one.surface)).size === 1
    const name = called ?? (only ? names[0] : undefined)
    const earlier = spokenOf.get(sentence.speaker) ?? []
    const others = earlier.filter((one) => !names.some((other) => other.surface === one.surface))
    const recent = names.length > 0 ? [...others, ...distinct(names)].slice(-mostAtOnce) : earlier
    spokenOf.set(sentence.speaker, recent)
    if (name) current = { name, recent, speaker: sentence.speaker, segment: sentence.segment }
    else if (current?.speaker === sentence.speaker) current = { ...current, recent }
    if (current && sentence.segment - current.segment <= memory) items.set(sentence, current)
  })
  /** "We shelve those two. So that's ABC-1 and ABC-2.": who counts things may name them in the next breath. */
  const toldAfter = (sentence: Sentence): FoundName[] => {
    const next = sentences[(places.get(sentence) ?? -1) + 1]
    return next?.segment === sentence.segment ? distinct(namesOf(next).filter((one) => dimensions.has(one.type))) : []
  }
  return (statement: Statement): readonly FoundName[] => {
    const { sentence, dimension, about } = statement
    const count = countedIn(sentence)
    if (count < 2 && hasOwnObject(statement, words)) return []
    const owns = (name: FoundName) => dimensions.get(name.type)?.includes(dimension.name)
    const told = count > 1 ? toldAfter(sentence) : []
    if (told.length === count) return told.filter(owns)
    const item = about.sentence === sentence ? items.get(sentence) : undefined
    if (!item || item.speaker !== sentence.speaker) return []
    const meant = count > 1 && item.recent.length >= count ? item.recent.slice(-count) : [item.name]
    return meant.filter(owns)
  }
}

/** The item that is open, and what its caller has named so far, the latest last. */
type Item = { name: FoundName; recent: readonly FoundName[]; speaker: string | null; segment: number }

const mostAtOnce = 4

const distinct = (names: readonly FoundName[]): FoundName[] => [
  ...new Map(names.map((name) => [name.surface, name])).values(),
]

/** "Both of those", "these three": so many items at once. */
const countedIn = (sentence: Sentence): number => {
  const several = /\b(?:both|(?:those|these|the|all) (two|three|four))\b/i.exec(sentence.text)
  return several ? ({ two: 2, three: 3, four: 4 }[several[1]?.toLowerCase() ?? 'two'] ?? 2) : 1
}

/** The name right after words that call an item, or right at the start of the sentence that follows them. */
const calledItem = (
  sentence: Sentence,
  previous: Sentence | undefined,
  names: readonly FoundName[],
): FoundName | undefined => {
  const [first] = names
  if (!first) return undefined
  for (const hit of turns.find(sentence.tokens)) {
    const from = sentence.tokens[hit.to - 1]?.start ?? 0
    const to = sentence.tokens[Math.min(sentence.tokens.length - 1, hit.to + nameReach)]?.end ?? 0
    const called = names.find((name) => name.start >= from && name.end <= to)
    if (called) return called
  }
  const calledBefore = previous?.speaker === sentence.speaker && endsWithCall(previous)
  return calledBefore && first.start - sentence.start <= 12 ? first : undefined
}

const endsWithCall = (sentence: Sentence): boolean =>
  turns.find(sentence.tokens).some((hit) => sentence.tokens.length - hit.to <= 4)
