export type Rates = { precision: number; recall: number; f1: number }

/** A share; null when there was nothing to find and nothing was found. */
export const share = (part: number, whole: number): number | null => {
  if (whole) return part / whole
  return part === 0 ? null : 0
}

/** Harmonic mean; 0 as soon as one side is missing or 0. */
export const harmonic = (precision: number | null, recall: number | null): number =>
  precision && recall ? (2 * precision * recall) / (precision + recall) : 0

/** Rates over counts in which an empty side counts as 0, so that lists without gold do not score. */
export const ratesOf = (hits: number, predicted: number, gold: number): Rates => ({
  precision: hits / Math.max(1, predicted),
  recall: hits / Math.max(1, gold),
  f1: (2 * hits) / Math.max(1, predicted + gold),
})
