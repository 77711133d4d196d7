import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { FoundName } from '../names/found-name.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { type Draft, quoteOf } from './draft.ts'
import type { StatementContext } from './statements.ts'

const afterValue = new Set([
  'with',
  'without',
  'pending',
  'assuming',
  'conditional',
  'for',
  'on',
  'in',
  'at',
  'and',
  'but',
  'as',
  'is',
  'was',
  'has',
  'by',
  'subject',
  'today',
  'now',
  'to',
  'of',
  'modulo',
  'contingent',
  'provided',
])

/**
 * A conclusion need not be a sentence: "Stage 3, with mutable semantics" states the value that it names. Only values
 * said with the noun of their dimension count, and only where no other noun follows ("stage 3 reviewers").
 */
export const findBareValues = (
  sentence: Sentence,
  names: readonly FoundName[],
  taken: readonly Draft[],
  model: TrackingModel,
  assent: ReadonlySet<string>,
  context: StatementContext,
): Draft[] => {
  if (sentence.kind !== 'conclusion') return []
  return model.dimensions.flatMap((dimension) => {
    if (dimension.kind !== 'vocabulary') return []
    const nouns = new Set(dimension.nouns)
    const hits = context.cues.values.get(dimension.name)?.find(sentence.tokens) ?? []
    return hits.flatMap((hit) => {
      const named = sentence.tokens.slice(hit.from, hit.to).some((token) => nouns.has(token.norm))
      if (!named || !endsThere(sentence, hit.to, assent)) return []
      if (taken.some((draft) => draft.dimension === dimension.name && draft.from < hit.to && hit.from < draft.to))
        return []
      const modality = context.modalityOf(sentence, hit.from, hit.to)
      const name = context.chooseName(sentence, names, hit, undefined, dimension)
      return [
        {
          segment: sentence.segment,
          start: sentence.tokens[hit.from]?.start ?? sentence.start,
          ...name,
          dimension: dimension.name,
          op: 'set' as const,
          value: hit.tag.value,
          valueName: null,
          modality,
          effectiveAt: null,
          confidence: 80,
          cue: `conclusion: ${hit.cue}`,
          quote: quoteOf(sentence, hit.from, hit.to),
          sentence,
          dimensionModel: dimension,
          from: hit.from,
          to: hit.to,
        },
      ]
    })
  })
}

const endsThere = (sentence: Sentence, to: number, assent: ReadonlySet<string>): boolean => {
  const next = sentence.tokens[to]
  return (
    !next || next.gap > 0 || afterValue.has(next.norm) || assent.has(next.norm) || clauseAt(sentence, to).from === to
  )
}
