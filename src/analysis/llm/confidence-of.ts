import type { Certainty } from '../../llm/prompts/shared/certainty.ts'

const figures: Readonly<Record<Certainty, number>> = { explicit: 90, implied: 80, weak: 60 }

/** 0..100 from how plainly a thing was said. Models are bad at numbers, and fair at three words. */
export const confidenceOf = (certainty: string): number =>
  figures[certainty.trim().toLowerCase() as Certainty] ?? figures.weak
