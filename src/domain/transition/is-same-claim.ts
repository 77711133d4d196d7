import { normaliseValue } from '../observation/values.ts'
import type { Dimension } from '../tracking-model/model.ts'
import type { Claim } from './fold-input.ts'

/** Whether two statements about one dimension say the same, in whatever words: what a user answers is a claim, not a row. */
export const isSameClaim = (dimension: Dimension, a: Claim, b: Claim): boolean => {
  if (kindOf(a) !== kindOf(b)) return false
  const [one, other] = [a, b].map(({ value, valueEntity }) => normaliseValue(dimension, value ?? '', valueEntity))
  if (one && other) return one.key === other.key
  return !one && !other && textOf(a) === textOf(b)
}

/** Of a dimension it comes to the same whether a value is set or added. */
const kindOf = ({ op }: Claim): string => (op === 'add' ? 'set' : op)

const textOf = ({ value }: Claim): string => (value ?? '').trim().toLowerCase()
