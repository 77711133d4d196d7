import { nameKey } from './name-similarity.ts'
import type { FindEntity } from './series-entities.ts'
import { wordOverlap } from './word-overlap.ts'

const scale: Readonly<Record<string, number>> = { k: 1e3, m: 1e6 }

const firstNumber = (value: unknown): number | null => {
  const match = String(value)
    .replace(/[, ]/g, '')
    .match(/(\d+(?:\.\d+)?)(k|m)?/i)
  return match ? Number(match[1]) * (scale[match[2]?.toLowerCase() ?? ''] ?? 1) : null
}

/** Whether two values of a dimension mean the same: owners by person, blockers by words, amounts by number, else by spelling. */
export const createSameValue =
  (findEntity: FindEntity) =>
  (series: string | undefined, dimension: string, one: unknown, other: unknown): boolean => {
    if (one === null || one === undefined || other === null || other === undefined)
      return (one ?? null) === null && (other ?? null) === null
    if (dimension === 'owner')
      return (findEntity(series, one) ?? nameKey(one)) === (findEntity(series, other) ?? nameKey(other))
    if (dimension === 'blocker') return wordOverlap(one, other) >= 0.25
    if (dimension === 'progress' || dimension === 'budget') return firstNumber(one) === firstNumber(other)
    return nameKey(one) === nameKey(other)
  }

export type SameValue = ReturnType<typeof createSameValue>
