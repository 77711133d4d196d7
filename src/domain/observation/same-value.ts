import type { Dimension } from '../tracking-model/model.ts'
import type { Equivalences } from './equivalence.ts'
import { isSameText, mayMeanTheSame } from './text-values.ts'
import type { Value } from './values.ts'

/** What is recorded of texts that rules cannot tell apart. */
export type Judged = Pick<Equivalences, 'of'>

export const nothingJudged: Judged = { of: () => undefined }

/** Whether two values are one: by their keys, free texts also by most of their words, and then by what was judged. */
export const isSameValue = (dimension: Dimension, a: Value, b: Value, judged: Judged): boolean =>
  a.key === b.key ||
  (dimension.kind === 'text' &&
    (isSameText(a.key, b.key) || verdictOn(dimension.name, a.key, b.key, judged) === 'same'))

/** What was judged of two texts, where it may count at all. */
export const verdictOn = (
  dimension: string,
  a: string,
  b: string,
  judged: Judged,
): 'same' | 'different' | undefined => {
  const verdict = judged.of(dimension, a, b)?.verdict
  return verdict === undefined || verdict === 'unsure' || !mayMeanTheSame(a, b) ? undefined : verdict
}
