import type { Dimension } from '../../../domain/tracking-model/model.ts'
import type { TokenRange } from '../cues/matcher.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { numberAt } from '../text/numbers.ts'
import { isoOf } from '../values/calendar.ts'
import { findDate } from '../values/dates.ts'
import { findMoney, findPercent, moneyText } from '../values/money.ts'
import { findWrittenDate } from '../values/written-date.ts'
import type { StatementContext } from './statement.ts'
import { textValue } from './text-value.ts'

export type ReadValue = {
  value: string
  valueName: { type: string; surface: string } | null
  from: number
  to: number
  negated?: boolean
}

/** How far into a slot a value may begin. */
const valueReach = 3

/** What may stand before a listed value: "moved back to the technical round" yes, a story of something else no. */
const lead = new Set(
  'the a an to at in on into now our its their back still already officially finally currently also again only just not never no nowhere hardly barely almost nearly quite fully being marked as about roughly really very actually near far from to be yet'.split(
    ' ',
  ),
)

/** What may stand between a cue and its date, amount or share: nothing that tells of something else. */
const leadsToFigure = (sentence: Sentence, from: number, to: number): boolean =>
  sentence.tokens.slice(from, to).every(({ norm }) => lead.has(norm) || figureLead.has(norm) || /ly$/.test(norm))

const figureLead = new Set(
  "'s i we it that are am is so and by for around like more probably maybe say until till than least most over under some good full whole next this coming early late end of another up down be get got before or us budget total ceiling price me".split(
    ' ',
  ),
)

/** The value of a dimension in a range of tokens; undefined when what is said there is no such value. */
export const readValue = (
  sentence: Sentence,
  range: TokenRange,
  dimension: Dimension,
  context: StatementContext,
  strict = true,
): ReadValue | undefined => {
  const first = valueIn(sentence, range, dimension, context, strict)
  if (!first || !figures.has(dimension.kind)) return first
  if (strict && !leadsToFigure(sentence, range.from, first.from)) return undefined
  const again = strict ? correctionAfter(sentence, first.to) : undefined
  const corrected = again && valueIn(sentence, { from: again, to: sentence.tokens.length }, dimension, context, true)
  const value = corrected && corrected.from - (again ?? 0) <= 2 ? corrected : first
  const negated = sentence.tokens.slice(range.from, value.from).some(({ norm }) => norm === 'not' || norm === 'never')
  return negated && value === first ? { ...value, negated } : value
}

const figures: ReadonlySet<string> = new Set(['date', 'money', 'percent', 'number'])

/** "The twelfth, sorry, the thirteenth": where what replaces a value begins. */
const correctionAfter = (sentence: Sentence, at: number): number | undefined => {
  const { tokens } = sentence
  const words = tokens.slice(at, at + 5).map((token) => token.norm)
  for (const phrase of corrections) {
    const index = words.findIndex((_, start) => phrase.every((word, offset) => words[start + offset] === word))
    if (index >= 0 && index <= 1 && (tokens[at + index]?.gap ?? 0) > 0) return at + index + phrase.length
  }
  return undefined
}

const corrections = [
  'sorry no',
  'sorry',
  'i mean',
  'make that',
  'or rather',
  'no',
  'scratch that',
  'correction',
  'pardon me',
  'wait',
].map((phrase) => phrase.split(' '))

const valueIn = (
  sentence: Sentence,
  range: TokenRange,
  dimension: Dimension,
  context: StatementContext,
  strict: boolean,
): ReadValue | undefined => {
  const { tokens } = sentence
  const plain = (value: string, from: number, to: number): ReadValue => ({ value, valueName: null, from, to })
  switch (dimension.kind) {
    case 'vocabulary':
      return vocabularyValue(sentence, range, dimension, context, strict)
    case 'date': {
      const found = findDate(tokens, range.from, range.to, context.today)
      if (found && strict && found.from - range.from > valueReach) return undefined
      if (found) return plain(isoOf(found.day), found.from, found.to)
      const written = findWrittenDate(textOf(sentence, range.from, range.to), context.today)
      return written === undefined ? undefined : plain(isoOf(written), range.from, range.to)
    }
    case 'percent': {
      const found = findPercent(tokens, range.from, range.to, strict)
      return found && plain(`${found.value}%`, found.from, found.to)
    }
    case 'money': {
      const found = findMoney(tokens, range.from, range.to)
      return found && plain(moneyText(found), found.from, found.to)
    }
    case 'number': {
      for (let at = range.from; at < range.to; at++) {
        const found = numberAt(tokens, at)
        if (found) return plain(String(found.value), at, found.to)
      }
      return undefined
    }
    case 'entity':
      return personValue(sentence, range, dimension, context)
    case 'text': {
      const found = textValue(sentence, range)
      return found && plain(found.value, found.from, found.to)
    }
  }
}

const denials = new Set(['not', 'never', 'no', 'nowhere', 'hardly', 'barely', 'almost', 'nearly', 'near', 'far', 'yet'])

const vocabularyValue = (
  sentence: Sentence,
  range: TokenRange,
  dimension: Dimension,
  context: StatementContext,
  strict: boolean,
): ReadValue | undefined => {
  const hits = context.cues.values.get(dimension.name)?.find(sentence.tokens, range.from, range.to) ?? []
  const leads = (to: number) => sentence.tokens.slice(range.from, to).every((token) => lead.has(token.norm))
  const best = hits
    .filter((hit) => !strict || (hit.from - range.from <= valueReach && leads(hit.from)))
    .filter((hit) => !isAttribute(sentence, hit, dimension))
    .sort((a, b) => a.from - b.from || b.to - a.to)[0]
  if (best)
    return {
      value: best.tag.value,
      valueName: null,
      from: best.from,
      to: best.to,
      negated: sentence.tokens.slice(range.from, best.from).some((token) => denials.has(token.norm)),
    }
  if (!dimension.grows) return undefined
  const said = textOf(sentence, range.from, Math.min(range.to, range.from + 3))
  const fits = said.length > 0 && dimension.valuePattern !== undefined && new RegExp(dimension.valuePattern).exec(said)
  return fits ? { value: fits[0], valueName: null, from: range.from, to: range.to } : undefined
}

const closing = new Set(
  'with without and or but so for to at in on by as is was because since when if then now today already again though although based following subject conditional contingent given once until unless upon under provided modulo pending assuming including after before from of the a that this which yet too either also right soon here there it we i you he she they will would can could should acceptance consensus status'.split(
    ' ',
  ),
)

/** "Stage 3 concerns" speaks of concerns: a value said with its noun may not be followed by another noun. */
const isAttribute = (sentence: Sentence, hit: TokenRange, dimension: Dimension): boolean => {
  const nouns = new Set(dimension.nouns)
  if (!sentence.tokens.slice(hit.from, hit.to).some((token) => nouns.has(token.norm))) return false
  const next = sentence.tokens[hit.to]
  return next !== undefined && next.gap === 0 && !closing.has(next.norm) && !/ly$/.test(next.norm)
}

const selfWords = new Set(['i', 'me', 'mine', 'myself'])

const personValue = (
  sentence: Sentence,
  range: TokenRange,
  dimension: Dimension,
  context: StatementContext,
): ReadValue | undefined => {
  const { personType } = context
  if (!personType || !dimension.valueTypes.includes(personType)) return undefined
  for (let at = range.from; at < range.to; at++) {
    const norm = sentence.tokens[at]?.norm ?? ''
    const pair = textOf(sentence, at, Math.min(range.to, at + 2))
    // "It's on level two, but I know him": as an object the speaker is "me".
    const isSelf = selfWords.has(norm) && (norm !== 'i' || at === range.to - 1)
    const self = isSelf && sentence.speaker ? context.people.resolve(sentence.speaker) : undefined
    const name =
      self ?? context.people.resolve(pair) ?? (isCapital(sentence, at) ? context.people.resolve(norm) : undefined)
    if (name) return { value: name, valueName: { type: personType, surface: name }, from: at, to: at + 1 }
    if (at - range.from >= valueReach || !leadsToPerson(norm)) return undefined
  }
  return undefined
}

/** "Is going over to Mara", "goes to my colleague Mara"; but "is going to hate me" gives nothing to anybody. */
const leadsToPerson = (norm: string): boolean => !feeling.has(norm)

const feeling = new Set(
  'hate love like kill miss ask tell call help need want thank owe see meet let show give'.split(' '),
)

const isCapital = (sentence: Sentence, at: number): boolean =>
  /\p{Lu}/u.test(sentence.text[(sentence.tokens[at]?.start ?? 0) - sentence.start] ?? '')
