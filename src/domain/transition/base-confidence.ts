import type { Basis } from '../observation/observation.ts'
import type { NameLinkage } from '../observation/observation-fact.ts'
import { type Found, foundBy } from './found-by.ts'

/**
 * Of a hundred changes that were stated in this way, of a thing that was found in that way, so many are right: measured
 * on labelled meetings (docs/quality.md), drawn to what the basis and the way suggest where there are few, and rounded
 * to five. That page also shows what they would be today.
 */
const right: Readonly<Record<Exclude<Basis, 'model'>, Readonly<Record<Found, number>>>> = {
  conclusion: { named: 95, announced: 95, near: 95, recalled: 75 },
  answer: { named: 95, announced: 95, near: 85, recalled: 70 },
  granted: { named: 85, announced: 90, near: 80, recalled: 65 },
  silence: { named: 85, announced: 75, near: 70, recalled: 45 },
  relative: { named: 90, announced: 90, near: 80, recalled: 60 },
  told: { named: 90, announced: 85, near: 65, recalled: 50 },
}

/** A model says itself how sure it is of what it read; how the thing was found takes off from that. */
export const baseConfidence = (
  { basis, confidence }: { basis: Basis; confidence: number },
  link: Pick<NameLinkage, 'method' | 'penalty'>,
): number => (basis === 'model' ? Math.max(1, confidence - link.penalty) : right[basis][foundBy[link.method]])
