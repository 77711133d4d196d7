import { compare } from '../name/name.ts'
import type { Judged } from '../observation/same-value.ts'
import { isSameText, mayMeanTheSame } from '../observation/text-values.ts'
import { textKeyOf } from '../observation/values.ts'
import { isSettled } from './verdict-facts.ts'

/** A free text that is stated of an entity, or that holds of it now. */
export type TextOf = { entity: { id: string; name: string }; dimension: string; text: string }

/** Two texts of one dimension of one entity that rules cannot tell: does the first say the same as the second? */
export type ValueQuestion = {
  entity: string
  dimension: string
  a: { key: string; text: string }
  b: { key: string; text: string }
}

/**
 * What to ask about the free texts that a meeting states: each against what holds now and what else the meeting states
 * of the same, where neither the words nor an earlier verdict settle it. The likeliest first, each pair of texts once.
 */
export const findValueQuestions = (
  { judged, analyst }: { judged: Judged; analyst: string },
  stated: readonly TextOf[],
  current: readonly TextOf[],
): ValueQuestion[] => {
  const found = new Map<string, ValueQuestion & { likeness: number }>()
  const known = [...current, ...stated].map((one) => ({ ...one, key: textKeyOf(one.text) }))
  for (const one of stated) {
    const a = { key: textKeyOf(one.text), text: one.text }
    for (const other of known) {
      if (other.entity.id !== one.entity.id || other.dimension !== one.dimension) continue
      const b = { key: other.key, text: other.text }
      if (isSameText(a.key, b.key) || !mayMeanTheSame(a.key, b.key)) continue
      const recorded = judged.of(one.dimension, a.key, b.key)
      if (recorded && isSettled(recorded, analyst)) continue
      const pair = [one.dimension, ...[a.key, b.key].sort(compare)].join('\u001f')
      const likeness = likenessOf(a.key, b.key)
      if (!found.has(pair)) found.set(pair, { entity: one.entity.name, dimension: one.dimension, a, b, likeness })
    }
  }
  return [...found]
    .sort(([pairA, x], [pairB, y]) => y.likeness - x.likeness || compare(pairA, pairB))
    .map(([, { likeness: _, ...question }]) => question)
}

/** Words in common, in hundredths of all. */
function likenessOf(keyA: string, keyB: string): number {
  const [a, b] = [new Set(keyA.split(' ')), new Set(keyB.split(' '))]
  const common = [...a].filter((word) => b.has(word)).length
  return Math.round((100 * common) / (a.size + b.size - common))
}
