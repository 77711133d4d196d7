import type { ModelSpec, Tier } from '../model.ts'

const sizes = ['simple', 'moderate', 'complex', 'critical'] as const
type Size = (typeof sizes)[number]

/**
 * How far from ideal a model is for a tier, 0 the best: the smallest that is good enough comes first, then larger
 * ones, then those that are made for long questions alone, and those that are too small last, the largest of them first.
 */
export const suitability = (model: Pick<ModelSpec, 'tiers'>, tier: Tier): number => {
  const size = Math.max(-1, ...model.tiers.map((each) => sizes.indexOf(each as Size)))
  if (tier === 'long_context') return model.tiers.includes(tier) ? size + 1 : 20 - size
  const wanted = sizes.indexOf(tier)
  if (size < 0) return 10
  return size >= wanted ? size - wanted : 20 - size
}
