import { compare } from '../name/name.ts'
import type { Dimension } from '../tracking-model/model.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import type { FoldFacts, FoldInput } from './fold-input.ts'
import { isSameClaim } from './is-same-claim.ts'

/**
 * What changes state: what was asserted and no user rejected. What a user accepted in a meeting, hedged or not, stands
 * with the words that said it there.
 */
export const weighInputs = ({ inputs, vetoes }: FoldFacts, view: ModelView): FoldInput[] => {
  const dimensionOf = (input: FoldInput): Dimension | undefined => view.dimension(input.dimension)
  const isVetoed = (input: FoldInput): boolean => {
    if (input.origin !== 'machine') return false
    const dimension = dimensionOf(input)
    return vetoes.some(
      ({ meetingId, dimension: about, claim }) =>
        meetingId === input.meetingId &&
        about === input.dimension &&
        (claim === null || (dimension !== undefined && isSameClaim(dimension, input, claim))),
    )
  }
  const wordsFor = (accepted: FoldInput): FoldInput | undefined => {
    const dimension = dimensionOf(accepted)
    if (!dimension) return undefined
    const same = inputs.filter(
      (input) =>
        input.origin === 'machine' &&
        input.meetingId === accepted.meetingId &&
        input.dimension === accepted.dimension &&
        isSameClaim(dimension, input, accepted),
    )
    return same.find((input) => input.orderKey === accepted.orderKey) ?? same.sort(latestFirst)[0]
  }
  return inputs.flatMap((input) => {
    if (input.modality !== 'asserted' || isVetoed(input)) return []
    if (input.origin !== 'user' || input.meetingId === null) return [input]
    const words = wordsFor(input)
    return [words ? { ...input, evidence: words.evidence, effectiveAt: words.effectiveAt } : input]
  })
}

const latestFirst = (a: FoldInput, b: FoldInput): number => compare(b.orderKey, a.orderKey)
