import type { Dimension, TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { speechOf } from '../lexicon/english.ts'
import type { FoundName } from '../names/found-name.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { type Draft, quoteOf } from './draft.ts'
import { readValue } from './read-value.ts'
import type { StatementContext } from './statements.ts'

type Ask = {
  dimension: Dimension
  value: string
  sentence: Sentence
  index: number
  name: Pick<Draft, 'name' | 'typeHint'>
  from: number
  to: number
  cue: string
}

/** How many sentences an ask stays open in speech; what is asked in a heading stays open until its topic ends. */
const speechReach = 12

/**
 * A request and its assent, each a sentence of its own: "Stage 2, any objections?", then "no objections". The assent
 * states what was asked. A request in a heading is granted only by a conclusion.
 */
export const createAssentReader = (model: TrackingModel, context: StatementContext) => {
  const speech = speechOf(model)
  const marks = createMatcher<'assent' | 'dissent'>([
    ...speech.assent.map((cue): [string, 'assent'] => [cue, 'assent']),
    ...speech.dissent.map((cue): [string, 'dissent'] => [cue, 'dissent']),
  ])

  const asksIn = (sentence: Sentence, index: number, names: readonly FoundName[]): Ask[] =>
    context.cues.stating.find(sentence.tokens).flatMap((hit) => {
      if (hit.tag.op !== 'ask' || !hit.slots.value) return []
      const value = readValue(sentence, hit.slots.value, hit.tag.dimension, context)
      if (!value) return []
      const name = context.chooseName(sentence, names, hit, hit.slots.name, hit.tag.dimension)
      return [
        {
          dimension: hit.tag.dimension,
          value: value.value,
          sentence,
          index,
          name,
          from: hit.from,
          to: Math.max(hit.to, value.to),
          cue: hit.cue,
        },
      ]
    })

  const answerIn = (sentence: Sentence): 'assent' | 'dissent' | undefined => {
    const hits = marks.find(sentence.tokens)
    const longest = hits.filter(
      (hit) =>
        !hits.some(
          (other) =>
            other !== hit && other.from <= hit.from && other.to >= hit.to && other.to - other.from > hit.to - hit.from,
        ),
    )
    if (longest.some((hit) => hit.tag === 'dissent')) return 'dissent'
    const assent = longest.find((hit) => hit.tag === 'assent')
    if (!assent || context.modalityOf(sentence, assent.from, assent.to) !== 'asserted') return undefined
    // An assent is short, or it opens its clause: "consensus on something else" agrees to that.
    return assent.from - clauseAt(sentence, assent.from).from <= 1 && sentence.tokens.length <= 12
      ? 'assent'
      : undefined
  }

  return (sentences: readonly Sentence[], namesOf: (sentence: Sentence) => readonly FoundName[]): Draft[] => {
    const drafts: Draft[] = []
    let open: Ask[] = []
    sentences.forEach((sentence, index) => {
      open = open.filter((ask) =>
        ask.sentence.kind === 'heading'
          ? ask.sentence.topic === sentence.topic
          : index - ask.index <= speechReach && ask.sentence.topic === sentence.topic,
      )
      const asks = asksIn(sentence, index, namesOf(sentence))
      if (asks.length > 0) {
        open = [...open.filter((ask) => !asks.some((other) => other.dimension === ask.dimension)), ...asks]
        return
      }
      const answer = open.length > 0 && !sentence.question ? answerIn(sentence) : undefined
      if (answer === 'dissent') open = open.filter((ask) => ask.sentence.kind === 'heading')
      if (answer !== 'assent') return
      const granted = open.filter((ask) => (ask.sentence.kind === 'heading' ? sentence.kind === 'conclusion' : true))
      drafts.push(...granted.map((ask) => grantedBy(ask, sentence)))
      open = open.filter((ask) => !granted.includes(ask))
    })
    return drafts
  }
}

const grantedBy = (ask: Ask, sentence: Sentence): Draft => ({
  segment: sentence.segment,
  start: sentence.start,
  ...ask.name,
  dimension: ask.dimension.name,
  op: 'set',
  value: ask.value,
  valueName: null,
  modality: 'asserted',
  effectiveAt: null,
  confidence: sentence.kind === 'conclusion' ? 75 : 50,
  cue: `assent to: ${ask.cue}`,
  quote: quoteOf(sentence, 0, sentence.tokens.length),
  sentence,
  dimensionModel: ask.dimension,
  from: 0,
  to: 0,
})
