import type { TokenRange } from '../cues/matcher.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'

const pronouns = new Set([
  'i',
  'we',
  'he',
  'she',
  'they',
  'there',
  'mine',
  'yours',
  'it',
  'that',
  'this',
  'them',
  'him',
  'her',
  'us',
  'you',
  'me',
  'something',
  'anything',
  'nothing',
  'everything',
  'what',
  'one',
])
const opening = new Set(['the', 'a', 'an', 'on', 'for', 'by', 'our', 'some'])
/** With these a clause of its own begins: how long, why or on which terms, not what. */
const subordinators = new Set('until till because unless once if when while whereas although'.split(' '))

const leading = new Set(['so', 'and', 'but', 'well', 'okay', 'ok'])

/** "So the bank has not answered": a word that only takes up the talk. */
const leadsIn = (sentence: Sentence, at: number): boolean =>
  (at === 0 || (sentence.tokens[at]?.gap ?? 0) > 0) && leading.has(sentence.tokens[at]?.norm ?? '')

const endsText = (sentence: Sentence, at: number): boolean => {
  const [norm, next] = [sentence.tokens[at]?.norm ?? '', sentence.tokens[at + 1]?.norm ?? '']
  return subordinators.has(norm) || (norm === 'so' && (next === 'that' || pronouns.has(next)))
}

const finite = new Set("is are was were 's has have had will do does".split(' '))

/** "Six that I am waiting for, the clubs are slow": what follows a comma with a verb of its own is no object. */
const isClauseOfItsOwn = ({ tokens }: Sentence, lead: TokenRange, to: number): boolean => {
  if (lead.from === 0 || tokens.slice(lead.from, lead.to + 1).every(({ gap }) => gap === 0)) return false
  const end = tokens.findIndex(({ gap }, at) => at > lead.to && gap > 0)
  return tokens.slice(lead.to + 1, end < 0 ? to : Math.min(to, end)).some(({ norm }) => finite.has(norm))
}

/** Free text: at least one word that says something, without its article. */
export const textValue = (sentence: Sentence, range: TokenRange): (TokenRange & { value: string }) | undefined => {
  let from = range.from
  while (from < range.to && (opening.has(sentence.tokens[from]?.norm ?? '') || leadsIn(sentence, from))) from++
  if (isClauseOfItsOwn(sentence, { from: range.from, to: from }, range.to)) return undefined
  let to = from
  while (to < range.to && (to === from || ((sentence.tokens[to]?.gap ?? 0) === 0 && !endsText(sentence, to)))) to++
  const words = sentence.tokens.slice(from, to).filter((token) => !pronouns.has(token.norm))
  if (to - from === 0 || words.length === 0 || pronouns.has(sentence.tokens[from]?.norm ?? '')) return undefined
  if (
    /^\d|day$/.test(sentence.tokens[from]?.norm ?? '') ||
    /^(?:end|start|middle) of\b|^(?:next|this|last) (?:week|month|year)/.test(textOf(sentence, from, to))
  )
    return undefined
  return { value: textOf(sentence, from, to), from, to }
}
