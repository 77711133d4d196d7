import type { Modality } from '../../../domain/observation/observation.ts'
import type { Dimension } from '../../../domain/tracking-model/model.ts'
import type { Hit, TokenRange } from '../cues/matcher.ts'
import type { FoundName } from '../names/found-name.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import type { ModalityReader } from '../speech/modality.ts'
import { isoOf } from '../values/calendar.ts'
import { findDate } from '../values/dates.ts'
import { findDuration } from '../values/durations.ts'
import type { NameChooser } from './choose-name.ts'
import type { CueTag } from './cue-table.ts'
import { type Draft, quoteOf } from './draft.ts'
import { type ReadValue, readValue, type ValueContext } from './read-value.ts'

export type StatementContext = ValueContext & { modalityOf: ModalityReader; chooseName: NameChooser }

/** Observations that the cues of the tracking model find in one sentence. */
export const findStatements = (sentence: Sentence, names: readonly FoundName[], context: StatementContext): Draft[] => {
  const hits = context.cues.stating.find(sentence.tokens).filter((hit) => hit.tag.op !== 'ask')
  const drafts = hits.flatMap((hit) => {
    const draft = draftOf(sentence, hit, names, context)
    return draft ? [draft] : []
  })
  return withoutWeaker(drafts)
}

const draftOf = (
  sentence: Sentence,
  hit: Hit<CueTag>,
  names: readonly FoundName[],
  context: StatementContext,
): Draft | undefined => {
  const { dimension, op } = hit.tag
  if (op === 'ask') return undefined
  const value: ReadValue | undefined =
    hit.tag.value !== null
      ? { value: hit.tag.value, valueName: null, from: hit.from, to: hit.to }
      : saidValue(sentence, hit, dimension, context)
  if (value === undefined && op !== 'advance' && !(op === 'resolve' && !hit.slots.value)) return undefined
  const said = context.modalityOf(sentence, hit.from, hit.to)
  const modality = weighPlan(value?.negated && said === 'asserted' ? 'negated' : said, dimension)
  const name = context.chooseName(sentence, names, { from: hit.from, to: hit.to }, hit.slots.name, dimension)
  return {
    segment: sentence.segment,
    start: sentence.tokens[hit.from]?.start ?? sentence.start,
    name: name.name,
    typeHint: name.typeHint,
    dimension: dimension.name,
    op,
    value: value?.value ?? null,
    valueName: value?.valueName ?? null,
    modality,
    effectiveAt: modality === 'asserted' && dimension.kind === 'vocabulary' ? pastDate(sentence, hit, context) : null,
    confidence: confidenceOf(sentence, modality, name.name !== null, hit),
    cue: hit.cue,
    quote: quoteOf(sentence, hit.from, hit.to),
    sentence,
    dimensionModel: dimension,
    from: hit.from,
    to: Math.max(hit.to, value?.to ?? 0),
  }
}

/** The value in the cue's slot; a cue without a slot finds it in the rest of its clause, or is said by the owner. */
const saidValue = (
  sentence: Sentence,
  hit: Hit<CueTag>,
  dimension: Dimension,
  context: StatementContext,
): ReadValue | undefined => {
  if (hit.tag.op === 'shift') return shiftOf(sentence, hit)
  if (hit.slots.value) return readValue(sentence, hit.slots.value, dimension, context)
  if (hit.tag.op === 'resolve' || hit.tag.op === 'advance') return undefined
  if (dimension.kind === 'entity') {
    const speaker = sentence.speaker ? context.people.resolve(sentence.speaker) : undefined
    const type = context.personType
    return speaker && type && dimension.valueTypes.includes(type)
      ? { value: speaker, valueName: { type, surface: speaker }, from: hit.from, to: hit.to }
      : undefined
  }
  if (dimension.kind === 'vocabulary' || dimension.kind === 'text') return undefined
  const clause = clauseAt(sentence, hit.from)
  const after: TokenRange = { from: hit.to, to: clause.to }
  return (
    readValue(sentence, after, dimension, context, false) ??
    readValue(sentence, { from: clause.from, to: hit.from }, dimension, context, false)
  )
}

const shiftOf = (sentence: Sentence, hit: Hit<CueTag>): ReadValue | undefined => {
  const found = findDuration(sentence.tokens, hit.from, Math.min(sentence.tokens.length, hit.to + 4))
  return found && { value: found.iso, valueName: null, from: found.from, to: found.to }
}

/** A date, an amount or an owner is fixed by a plan: "we'll ship on the 15th" sets the date, though nothing has shipped. */
const weighPlan = (modality: Modality, dimension: Dimension): Modality =>
  modality === 'planned' && dimension.kind !== 'vocabulary' && dimension.kind !== 'percent' && dimension.kind !== 'text'
    ? 'asserted'
    : modality

const pastDate = (sentence: Sentence, hit: Hit<CueTag>, context: ValueContext): string | null => {
  const clause = clauseAt(sentence, hit.from)
  const found = findDate(sentence.tokens, hit.to, Math.min(clause.to, hit.to + 6), context.today, 'past')
  return found && found.day <= context.today ? isoOf(found.day) : null
}

const confidenceOf = (sentence: Sentence, modality: Modality, named: boolean, hit: Hit<CueTag>): number => {
  const weight =
    55 + (sentence.kind === 'conclusion' ? 25 : 0) + (named ? 10 : 0) + Math.min(8, 2 * (hit.to - hit.from))
  return Math.min(98, modality === 'asserted' ? weight : weight - 20)
}

/** Of cues that overlap and speak of one dimension, the longest tells what is meant ("not done yet" over "done"). */
const withoutWeaker = (drafts: readonly Draft[]): Draft[] =>
  drafts.filter(
    (draft) =>
      !drafts.some(
        (other) =>
          other !== draft &&
          other.dimension === draft.dimension &&
          overlaps(other, draft) &&
          stronger(other, draft, drafts),
      ),
  )

const overlaps = (a: Draft, b: Draft): boolean => a.from < b.to && b.from < a.to

const stronger = (a: Draft, b: Draft, order: readonly Draft[]): boolean => {
  const [lengthA, lengthB] = [a.to - a.from, b.to - b.from]
  return lengthA !== lengthB ? lengthA > lengthB : order.indexOf(a) < order.indexOf(b)
}
