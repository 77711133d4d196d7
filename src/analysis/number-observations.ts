import type { ExtractedObservation } from '../domain/observation/observation.ts'

/** Drops what is there twice and numbers the observations of each segment in the order in which they stand in it. */
export const numberObservations = (observations: readonly ExtractedObservation[]): ExtractedObservation[] => {
  const distinct = new Map(observations.map((one) => [keyOf(one), one]))
  const sorted = [...distinct.values()].sort((a, b) => a.segment - b.segment || a.start - b.start)
  const next = new Map<number, number>()
  return sorted.map((one) => {
    const ordinal = next.get(one.segment) ?? 0
    next.set(one.segment, ordinal + 1)
    return { ...one, ordinal }
  })
}

const keyOf = ({ segment, name, dimension, op, value, modality }: ExtractedObservation): string =>
  JSON.stringify([segment, name, dimension, op, value, modality])
