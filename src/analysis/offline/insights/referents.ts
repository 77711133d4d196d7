import { associationNouns, objectPronouns, personNouns, phraseVerbs } from '../lexicon/task-words.ts'
import { emptyNouns, phraseEnds } from '../lexicon/topic-words.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { numberAt } from '../text/numbers.ts'
import { monthOf, weekdayOf } from '../values/calendar-words.ts'
import { wordsOf } from './wording.ts'

type Phrase = { text: string; from: number; kind: 'person' | 'group' | 'thing' | 'things' }

const openers = new Set(
  'the a an my our your his her their its this that these those some no two three four five six'.split(' '),
)
const furthest = 3
const listeners = ['group', 'person'] as const

/**
 * What a pronoun at a token stands for, when a noun before it fits: of the same sentence, else of the few before. Only
 * people and those who act like people are spoken to.
 */
export const referentOf = (reading: Reading, index: number, at: number, isSpokenTo: boolean): string | undefined => {
  const sentence = reading.sentences[index]
  const norm = sentence?.tokens[at]?.norm ?? ''
  const kinds = isSpokenTo && norm === 'them' ? listeners : objectPronouns.get(norm)
  if (!sentence || !kinds) return undefined
  const fits = (phrase: Phrase) => kinds.some((kind) => kind === phrase.kind)
  for (let back = 0; back <= furthest; back++) {
    const other = reading.sentences[index - back]
    if (!other || other.kind === 'heading' || other.topic !== sentence.topic) return undefined
    const found = phrasesIn(other, reading)
      .filter((phrase) => back > 0 || phrase.from < at)
      .find(fits)
    if (found) return found.text
  }
  return undefined
}

const phrasesIn = (sentence: Sentence, reading: Reading): Phrase[] => {
  const here = reading
    .namesOf(sentence)
    .filter((name) => name.segment === sentence.segment && isSaid(name.surface, name.start - sentence.start, sentence))
  const names = here.map((name) => ({
    from: sentence.tokens.findIndex((token) => token.end > name.start),
    to: sentence.tokens.filter((token) => token.start < name.end).length,
    kind: name.type === reading.context.personType ? ('person' as const) : ('thing' as const),
    isSpeaker: name.type === reading.context.personType && isPresent(name.surface, sentence, reading),
  }))
  const phrases: Phrase[] = []
  for (let at = 0; at < sentence.tokens.length; at++) {
    const name = names.find((one) => one.from === at && one.to > at)
    if (name) {
      if (!name.isSpeaker) phrases.push({ text: wordsOf(sentence, name.from, name.to), from: at, kind: name.kind })
      at = name.to - 1
      continue
    }
    const phrase = openers.has(sentence.tokens[at]?.norm ?? '') ? phraseAt(sentence, at) : undefined
    if (!phrase) continue
    phrases.push(phrase)
    at = phrase.to - 1
  }
  return phrases
}

const isSaid = (surface: string, at: number, { text }: Sentence): boolean =>
  at >= 0 && text.slice(at, at + surface.length).toLowerCase() === surface.toLowerCase()

/** Somebody who is spoken to is "you", not "her". */
const isPresent = (surface: string, sentence: Sentence, reading: Reading): boolean => {
  const full = reading.people.resolve(surface)
  return full !== undefined && sentence.speaker !== null && full === reading.people.resolve(sentence.speaker)
}

const longest = 5

const phraseAt = (sentence: Sentence, at: number): (Phrase & { to: number }) | undefined => {
  const to = headEnd(sentence, at + 1)
  const head = sentence.tokens[to - 1]?.norm ?? ''
  if (to === at + 1 || to - at > longest || isTime(sentence, at + 1, to)) return undefined
  const isSomebody = personNouns.has(head) || associationNouns.has(head)
  if (emptyNouns.has(head) && !isSomebody) return undefined
  const article = sentence.tokens[at]?.norm ?? ''
  const linked = sentence.tokens[to]
  const next = sentence.tokens[to + 1]
  const isOf = linked?.norm === 'of' && linked.gap === 0 && openers.has(next?.norm ?? '')
  const end = isOf && headEnd(sentence, to + 2) > to + 2 ? headEnd(sentence, to + 2) : to
  const said = wordsOf(sentence, at + 1, end)
  const isPlural = /[^sui]s$/.test(head)
  const kind = personNouns.has(head) ? 'person' : associationNouns.has(head) ? 'group' : isPlural ? 'things' : 'thing'
  return { text: `${definite(article, isPlural)} ${said}`, from: at, to: end, kind }
}

/** "I know a printer. I'll call him": by now it is the printer. */
const definite = (article: string, isPlural: boolean): string => {
  if (/^(?:a|an|some|no|this|that|these|those)$/.test(article)) return 'the'
  if (/^(?:my|your)$/.test(article)) return 'the'
  return /^(?:two|three|four|five|six)$/.test(article) && isPlural ? `the ${article}` : article
}

const headEnd = (sentence: Sentence, from: number): number => {
  let to = from
  while (to < sentence.tokens.length && continues(sentence, from, to)) to++
  return to
}

const continues = (sentence: Sentence, from: number, at: number): boolean => {
  const token = sentence.tokens[at]
  if (!token || token.gap > 0) return false
  if (phraseEnds.has(token.norm) || /[a-z]{2}ly$/.test(token.norm)) return false
  return at === from || !phraseVerbs.has(token.norm)
}

const isTime = (sentence: Sentence, from: number, to: number): boolean =>
  sentence.tokens
    .slice(from, to)
    .some(
      (token, offset) =>
        weekdayOf(token.norm) >= 0 || monthOf(token.norm) > 0 || numberAt(sentence.tokens, from + offset) !== undefined,
    )
