import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import type { Statement, StatementContext } from './statement.ts'

const afterValue = new Set(
  'with without pending assuming conditional for on in at and but as is was has by subject today now to of modulo contingent provided'.split(
    ' ',
  ),
)

/**
 * A conclusion need not be a sentence: "Stage 3, with mutable semantics" states the value that it names. Only values
 * said with the noun of their dimension count, and only where no other noun follows ("stage 3 reviewers").
 */
export const readBareValues = (
  sentence: Sentence,
  taken: readonly Statement[],
  model: TrackingModel,
  assent: ReadonlySet<string>,
  context: StatementContext,
): Statement[] => {
  if (sentence.kind !== 'conclusion') return []
  return model.dimensions.flatMap((dimension) => {
    if (dimension.kind !== 'vocabulary' || dimension.nouns.length === 0) return []
    const nouns = new Set(dimension.nouns)
    const hits = context.cues.values.get(dimension.name)?.find(sentence.tokens) ?? []
    return hits.flatMap((hit): Statement[] => {
      const isNamed = sentence.tokens.slice(hit.from, hit.to).some((token) => nouns.has(token.norm))
      const isTaken = taken.some((one) => one.dimension === dimension && one.from < hit.to && hit.from < one.to)
      if (!isNamed || isTaken || !endsThere(sentence, hit.to, assent)) return []
      const modality = context.modalityOf(sentence, hit.from, hit.to)
      return [
        {
          sentence,
          dimension,
          op: 'set',
          value: hit.tag.value,
          valueName: null,
          modality,
          effectiveAt: null,
          confidence: modality === 'asserted' ? 80 : 60,
          cue: `conclusion: ${hit.cue}`,
          from: hit.from,
          to: hit.to,
          nameSlot: undefined,
          valueSlot: hit,
          about: { sentence, from: hit.from, nameSlot: undefined },
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
