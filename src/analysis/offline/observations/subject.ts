import { actingRoles } from '../lexicon/people-words.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import type { Token } from '../text/token.ts'
import { monthOf } from '../values/calendar-words.ts'
import type { Statement } from './statement.ts'

/** Words of the model that are no thing of their own: nouns of its types and dimensions, and words of agreement. */
export type ModelWords = { nouns: ReadonlySet<string>; assent: ReadonlySet<string> }

/**
 * What stands as the subject of a statement. none: "done"; agent: "we finished"; pointing: "it is done", "the project is
 * done"; own: "the theatres are closed", a thing of its own.
 */
export type SubjectKind = 'none' | 'agent' | 'pointing' | 'own'

const pointing = new Set('it this that these those they which one all both everything itself'.split(' '))
const agents = new Set([...'i we you he she who everybody everyone somebody me mine'.split(' '), ...actingRoles])
/** After these stands what is waited for, not what the words are about. */
const untilWords = new Set('until till without before if whether that'.split(' '))
export const passing = new Set(
  "'s 'd and but so then or because well okay ok yes yeah no now also still just really actually again already finally however although though if when once until unless while as by today yesterday tomorrow is are was were am be been being has have had do does did will would can could should may might must shall not never only even too very at in on to for from of with about after before there".split(
    ' ',
  ),
)
const articles = new Set('the a an our my your their his her its'.split(' '))

export const subjectKind = (
  { about, valueSlot }: Statement,
  words: ModelWords,
  isPerson: (token: Token) => boolean,
): SubjectKind => {
  const { sentence, from } = about
  // "Conditional advancement to stage 3": a noun of agreement has no subject before it.
  if (words.assent.has(sentence.tokens[from]?.norm ?? '')) return 'pointing'
  const start = subjectStart(sentence, from)
  const said = sentence.tokens.slice(start, from).filter((token, index) => {
    const at = start + index
    const inValue = valueSlot !== undefined && at >= valueSlot.from && at < valueSlot.to
    return !inValue && !passing.has(token.norm) && !articles.has(token.norm) && !words.assent.has(token.norm)
  })
  const own = said.filter(
    (token) => !pointing.has(token.norm) && !agents.has(token.norm) && !words.nouns.has(token.norm),
  )
  // "The water one is dead": told from the others by a word, so it is none that was spoken of just now.
  if (own.length > 0 && said.at(-1)?.norm === 'one' && said.at(-2) === own.at(-1)) return 'own'
  if (isAside(sentence, from) && agents.has(said[0]?.norm ?? '')) return 'agent'
  if (said.some((token) => pointing.has(token.norm))) return 'pointing'
  if (own.some((token) => !isPerson(token))) return 'own'
  if (said.some((token) => words.nouns.has(token.norm))) return 'pointing'
  return said.length > 0 || startsWithAgent(sentence, from) ? 'agent' : 'none'
}

const asides = new Set('as on in out off to with for since under behind up down at'.split(' '))

/** "We have two crews up there as we speak": words at the end of a clause are said of its subject, not of what is near. */
const isAside = (sentence: Sentence, from: number): boolean => asides.has(sentence.tokens[from]?.norm ?? '')

/** Where the words begin that a cue at a token is said of: back to the start of the clause, or to a comma. */
export const subjectStart = (sentence: Sentence, from: number): number => {
  const clause = clauseAt(sentence, from)
  let start = from
  while (start > clause.from && (sentence.tokens[start]?.gap ?? 0) === 0) start--
  return start
}

/** "I'll take", "we are dropping": the cue itself begins with the one who acts. */
const startsWithAgent = (sentence: Sentence, from: number): boolean => agents.has(sentence.tokens[from]?.norm ?? '')

const neutral = new Set(
  'with without and or but so to at in by as is was because since when if then now today already again though although too either also right soon here there yet off out up down back over before after from until till during this that it them him her us me you i we he she they one all both again yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday morning afternoon tonight night week month year weekend noon lunch evening'.split(
    ' ',
  ),
)
const links = new Set(['of', 'for', 'on', 'about'])

/** Whether an object of its own follows the cue: "I'll take the usher guide", "we finished payroll", "owner of the audit". */
export const hasOwnObject = ({ sentence, from, to, nameSlot, valueSlot }: Statement, words: ModelWords): boolean => {
  if (nameSlot && nameSlot.from > from) {
    const first = sentence.tokens
      .slice(nameSlot.from, nameSlot.to)
      .find((token) => !articles.has(token.norm) && !links.has(token.norm))
    return first !== undefined && !neutral.has(first.norm) && !pointing.has(first.norm) && !words.nouns.has(first.norm)
  }
  const lastWord = sentence.tokens[to - 1]?.norm ?? ''
  if (untilWords.has(lastWord) || pointing.has(lastWord)) return false
  const end = clauseAt(sentence, Math.max(0, to - 1)).to
  let at = valueSlot && valueSlot.from >= to - 1 ? Math.max(to, valueSlot.to) : to
  if (links.has(sentence.tokens[at]?.norm ?? '')) at++
  while (at < end && articles.has(sentence.tokens[at]?.norm ?? '')) at++
  const token = sentence.tokens[at]
  if (!token || at >= end || token.gap > 0) return false
  return (
    !neutral.has(token.norm) &&
    monthOf(token.norm) === 0 &&
    !words.nouns.has(token.norm) &&
    !links.has(token.norm) &&
    !/^\d|ly$/.test(token.norm)
  )
}
