import type { Modality } from '../../../domain/observation/observation.ts'
import type { Dimension } from '../../../domain/tracking-model/model.ts'
import { findCuesApart, type HitApart } from '../cues/cues-apart.ts'
import type { Hit, TokenRange } from '../cues/matcher.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { type Day, isoOf } from '../values/calendar.ts'
import { monthOf } from '../values/calendar-words.ts'
import { findDate } from '../values/dates.ts'
import { findDuration } from '../values/durations.ts'
import { monthBefore } from '../values/periods.ts'
import type { CueTag } from './cue-table.ts'
import { type ReadValue, readValue } from './read-value.ts'
import type { Statement, StatementContext } from './statement.ts'

type StatingHit = Hit<CueTag & { op: Exclude<CueTag['op'], 'ask' | 'ignore'> }>

/** What the cues of the tracking model find in one sentence. */
export const readStatements = (sentence: Sentence, context: StatementContext): Statement[] => {
  if (sentence.kind === 'heading') return []
  const hits = context.cues.stating.find(sentence.tokens)
  const ignored = hits.filter((hit) => hit.tag.op === 'ignore')
  const isIgnored = (hit: Hit<CueTag>) =>
    ignored.some(
      (other) => other.tag.dimension === hit.tag.dimension && other.from <= hit.from && other.to >= hit.from + 1,
    )
  const statements = hits
    .filter(isStating)
    .flatMap((hit) => (isIgnored(hit) ? [] : statementOf(sentence, hit, context)))
  const stated = withoutSettledPlans(withoutWeaker(statements), context)
  return [...stated, ...heardOnly(sentence, stated, context)]
}

/** "Isn't ready to go", "is she ready to go?": kept to be shown, where the same dimension is not spoken of in other words. */
const heardOnly = (sentence: Sentence, stated: readonly Statement[], context: StatementContext): Statement[] => {
  const heard = findCuesApart(sentence, context.cues.stating).filter(isStatingApart)
  const rows = heard.flatMap((hit) =>
    statementOf(sentence, hit, context).map((one) => ({
      ...one,
      modality: hit.heard === 'asked' ? ('questioned' as const) : ('negated' as const),
      effectiveAt: null,
      confidence: 40,
    })),
  )
  return withoutWeaker(rows).filter(
    (one) => !stated.some(({ dimension, from, to }) => dimension === one.dimension && from < one.to && one.from < to),
  )
}

/**
 * "It comes down on the tenth, so that is fixed": a sentence that sets a day ahead for a thing and then calls "that" done
 * speaks of the plan.
 */
const withoutSettledPlans = (statements: Statement[], { today }: StatementContext): Statement[] =>
  statements.filter(({ dimension, value, sentence, from }) => {
    if (!dimension.values.find((one) => one.value === value)?.terminal) return true
    const isThat = sentence.tokens.slice(Math.max(0, from - 2), from + 1).some(({ norm }) => norm === 'that')
    if (!isThat) return true
    const planned = findDate(sentence.tokens, 0, from, today)
    return planned === undefined || planned.day <= today
  })

const isStating = (hit: Hit<CueTag>): hit is StatingHit => hit.tag.op !== 'ask' && hit.tag.op !== 'ignore'

const isStatingApart = (hit: HitApart<CueTag>): hit is HitApart<CueTag> & StatingHit => isStating(hit)

const statementOf = (sentence: Sentence, hit: StatingHit, context: StatementContext): Statement[] => {
  const { dimension, op } = hit.tag
  const value = hit.tag.value === null ? saidValue(sentence, hit, context) : own(hit.tag.value, hit)
  const needsNone = op === 'advance' || (op === 'resolve' && !hit.slots.value)
  if (value === undefined && !needsNone) return []
  if (value !== undefined && dimension.kind === 'date' && !isFixed(sentence, value, hit)) return []
  const cueEnd = hit.slots.value && hit.slots.value.from > hit.from ? hit.slots.value.from : hit.to
  const said = context.modalityOf(sentence, hit.from, cueEnd)
  const weighed = weighPlan(value?.negated && said === 'asserted' ? 'negated' : said, dimension)
  const past = dimension.kind === 'vocabulary' && op === 'set' ? pastDay(sentence, hit, context) : undefined
  const modality =
    weighed === 'asserted' && past !== undefined && context.today - past > oldNews ? 'superseded' : weighed
  return [
    {
      sentence,
      dimension,
      op,
      value: value?.value ?? null,
      valueName: value?.valueName ?? null,
      modality,
      effectiveAt: effectOf(modality, past, modality === 'planned' ? plannedDay(sentence, hit, context) : undefined),
      confidence: confidenceOf(sentence, modality, hit),
      cue: hit.cue,
      from: hit.from,
      to: Math.max(cueEnd, value?.to ?? 0),
      nameSlot: hit.slots.name,
      valueSlot: value && (hit.slots.value ?? value),
      about: { sentence, from: hit.from, nameSlot: hit.slots.name },
    },
  ]
}

/** Since when a fact holds, and from when a plan is to hold. */
const effectOf = (modality: Modality, past: Day | undefined, planned: Day | undefined): string | null => {
  const day = modality === 'asserted' ? past : planned
  return day === undefined ? null : isoOf(day)
}

/** The day that is said with a plan: "should be in review by the tenth of March". */
const plannedDay = (sentence: Sentence, hit: StatingHit, context: StatementContext): Day | undefined => {
  const clause = clauseAt(sentence, hit.from)
  const found =
    findDate(sentence.tokens, hit.to, clause.to, context.today) ??
    findDate(sentence.tokens, clause.from, hit.from, context.today)
  return found && found.day > context.today ? found.day : undefined
}

/** "It is Friday" tells the day; "it is the tenth" and "it is due on Friday" fix a date. */
const isFixed = (sentence: Sentence, value: ReadValue, hit: StatingHit): boolean => {
  const { nouns } = hit.tag.dimension
  if (fixing.test(hit.cue) || nouns.some((noun) => hit.cue.includes(noun))) return true
  return sentence.tokens
    .slice(value.from, value.to)
    .some(({ norm }) => monthOf(norm) > 0 || /^\d|(?:st|nd|rd|th)$|fir|second|third/.test(norm))
}

const fixing =
  /\b(?:due|by|before|set|scheduled|planned|moved|moving|push|pushed|postponed|slip|slips|slipped|delayed|rescheduled|forward|booked|target|targeting|date)\b/

const own = (value: string, hit: StatingHit): ReadValue => ({ value, valueName: null, from: hit.from, to: hit.to })

/** The value in the cue's slot; a cue without a slot finds it in the rest of its clause, or is said by the owner. */
const saidValue = (sentence: Sentence, hit: StatingHit, context: StatementContext): ReadValue | undefined => {
  const { dimension, op } = hit.tag
  if (op === 'shift') return shiftOf(sentence, hit)
  if (hit.slots.value) return readValue(sentence, hit.slots.value, dimension, context)
  if (op === 'resolve' || op === 'advance' || dimension.kind === 'vocabulary' || dimension.kind === 'text')
    return undefined
  if (dimension.kind === 'entity') return speakerAsValue(sentence, hit, context)
  const clause = clauseAt(sentence, hit.from)
  const after: TokenRange = { from: hit.to, to: clause.to }
  const before: TokenRange = { from: clause.from, to: hit.from }
  return readValue(sentence, after, dimension, context, false) ?? readValue(sentence, before, dimension, context, false)
}

const speakerAsValue = (sentence: Sentence, hit: StatingHit, context: StatementContext): ReadValue | undefined => {
  const speaker = sentence.speaker ? context.people.resolve(sentence.speaker) : undefined
  const type = context.personType
  if (!speaker || !type || !hit.tag.dimension.valueTypes.includes(type)) return undefined
  return { value: speaker, valueName: { type, surface: speaker }, from: hit.from, to: hit.to }
}

const shiftOf = (sentence: Sentence, hit: StatingHit): ReadValue | undefined => {
  const found = findDuration(sentence.tokens, hit.from, Math.min(sentence.tokens.length, hit.to + 4))
  return found && { value: found.iso, valueName: null, from: found.from, to: found.to }
}

/** A date, an amount or an owner is fixed by a plan: "we'll ship on the 15th" sets the date, though nothing has shipped. */
const weighPlan = (modality: Modality, dimension: Dimension): Modality => {
  const fixedByPlan = dimension.kind === 'date' || dimension.kind === 'money' || dimension.kind === 'entity'
  return modality === 'planned' && fixedByPlan ? 'asserted' : modality
}

/** What was reached longer ago is history that somebody recalls, not news: "it was approved in January last year". */
const oldNews = 45

/** The day in the past that a resultative carries: "shipped last Tuesday", "in March it went live". */
const pastDay = (sentence: Sentence, hit: StatingHit, context: StatementContext): Day | undefined => {
  const { tokens } = sentence
  const clause = clauseAt(sentence, hit.from)
  const from = Math.max(clause.from, hit.from - 8)
  const to = Math.min(clause.to, hit.to + 8)
  const found =
    findDate(tokens, hit.to, to, context.today, 'past') ?? findDate(tokens, from, hit.from, context.today, 'past')
  return found && found.day <= context.today ? found.day : monthBefore(tokens, from, to, context.today)
}

const confidenceOf = (sentence: Sentence, modality: Modality, hit: StatingHit): number => {
  const weight = 60 + (sentence.kind === 'conclusion' ? 25 : 0) + Math.min(10, 3 * (hit.to - hit.from))
  return modality === 'asserted' ? weight : weight - 20
}

/** Of cues that overlap and speak of one dimension, the longest tells what is meant ("not done yet" over "done"). */
const withoutWeaker = (statements: readonly Statement[]): Statement[] =>
  statements.filter(
    (statement, index) =>
      !statements.some((other, otherIndex) => {
        if (other === statement || !overlap(other, statement)) return false
        const longer = other.to - other.from - (statement.to - statement.from)
        // "Is closed won" says nothing of "is closed", whatever that would be.
        if (other.dimension !== statement.dimension)
          return (
            longer > 0 &&
            other.from <= statement.from &&
            other.to >= statement.to &&
            other.dimension.kind === 'vocabulary'
          )
        return longer > 0 || (longer === 0 && otherIndex < index)
      }),
  )

const overlap = (a: Statement, b: Statement): boolean =>
  (a.from < b.to && b.from < a.to) || (a.dimension === b.dimension && isSameValue(a, b))

/** "Is about sixty percent done": two cues around one value. */
const isSameValue = (a: Statement, b: Statement): boolean =>
  a.valueSlot !== undefined &&
  b.valueSlot !== undefined &&
  a.value === b.value &&
  a.valueSlot.from < b.valueSlot.to &&
  b.valueSlot.from < a.valueSlot.to
