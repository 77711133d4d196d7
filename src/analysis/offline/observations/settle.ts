import type { Draft } from './draft.ts'

/**
 * A conclusion outweighs the discussion that led to it: once a topic's conclusion speaks of a dimension or refuses what
 * was asked, what the discussion seemed to state about that dimension of the same thing was only on the way there.
 */
export const settleByConclusion = (drafts: readonly Draft[], refused: ReadonlySet<number>): Draft[] => {
  const concluded = new Set(
    drafts.filter((draft) => draft.sentence.kind === 'conclusion' && draft.modality === 'asserted').map(keyOf),
  )
  return drafts.map((draft) => {
    if (
      draft.sentence.kind === 'conclusion' ||
      draft.modality !== 'asserted' ||
      draft.dimensionModel.kind !== 'vocabulary'
    )
      return draft
    const overruled = refused.has(draft.sentence.topic) || concluded.has(keyOf(draft))
    return overruled
      ? { ...draft, modality: 'proposed' as const, confidence: Math.max(0, draft.confidence - 20) }
      : draft
  })
}

const keyOf = (draft: Draft): string => `${draft.sentence.topic}|${draft.dimension}|${draft.name?.surface ?? ''}`
