import { sameDayCues } from '../lexicon/task-words.ts'
import type { Reading } from '../prepare.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { type Day, isoOf } from '../values/calendar.ts'
import { findDate } from '../values/dates.ts'
import { createListMatcher } from './list-matcher.ts'

const sameDay = createListMatcher(sameDayCues)
const reach = 25
/** A day in a sentence of its own: "By Thursday." */
const shortSentence = 8

/** The first day named in [from, to) of a sentence, with the tokens that name it. */
export const dayIn = (
  sentence: Sentence,
  from: number,
  to: number,
  reading: Reading,
): { day: Day; from: number; to: number } | undefined => {
  const end = Math.min(to, from + reach)
  const dated = findDate(sentence.tokens, from, end, reading.context.today)
  if (dated && dated.day >= reading.context.today) return dated
  const hit = sameDay.find(sentence.tokens, from, end)[0]
  return hit && { day: reading.context.today, from: hit.from, to: hit.to }
}

/** The day by which something is due: named in the sentence, else beside it in the same utterance. */
export const dueBeside = (reading: Reading, index: number, from: number): string | null => {
  const own = reading.sentences[index]
  if (!own) return null
  const inside =
    dayIn(own, from, clauseAt(own, from).to, reading) ?? dayLinked(own, from, reading) ?? dayIn(own, 0, from, reading)
  if (inside) return isoOf(inside.day)
  for (const at of [index + 1, index + 2, index - 1]) {
    const sentence = reading.sentences[at]
    if (sentence?.segment === own.segment && isBareDay(sentence, reading)) return bareDay(sentence, reading)
  }
  return null
}

/** "I'll write it up before I leave, so by Thursday": in a later clause a day must be tied to the task. */
const dayLinked = (sentence: Sentence, from: number, reading: Reading): ReturnType<typeof dayIn> => {
  for (let at = clauseAt(sentence, from).to; at < sentence.tokens.length; at++) {
    const found = links.has(sentence.tokens[at]?.norm ?? '')
      ? dayIn(sentence, at, Math.min(at + 8, sentence.tokens.length), reading)
      : undefined
    if (found && found.from <= at + 2) return found
  }
  return undefined
}
const links = new Set('by before until till say latest on'.split(' '))

export const isBareDay = (sentence: Sentence, reading: Reading): boolean =>
  sentence.tokens.length <= shortSentence && dayIn(sentence, 0, sentence.tokens.length, reading) !== undefined

export const bareDay = (sentence: Sentence, reading: Reading): string | null => {
  const found = dayIn(sentence, 0, sentence.tokens.length, reading)
  return found ? isoOf(found.day) : null
}
