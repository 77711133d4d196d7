import type { Prompt } from '../../task.ts'
import { judgePairs } from '../shared/judge-pairs.ts'
import { oneLine } from '../shared/one-line.ts'
import type { VerdictsAnswer } from '../shared/verdict.ts'

/** Two free texts that were stated for one dimension of one thing. */
export type ValuePairInput = { id: number; entity: string; dimension: string; a: string; b: string }
export type JudgeValuesInput = { pairs: readonly ValuePairInput[] }

export const judgeValuesV1: Prompt<JudgeValuesInput, VerdictsAnswer> = {
  task: 'judge_values',
  version: 1,
  label: 'stable',
  change: 'First version.',
  scores: [],
  ...judgePairs<ValuePairInput>({
    question:
      'Two texts were noted for the same dimension of the same thing, at different moments. For each pair judge whether both say the same.',
    same: 'other words for one and the same matter; whoever settles the one has settled the other.',
    different: 'another matter, another party, another amount, number or date, or only a part of the other.',
    unsure: 'when it depends on something that is not said here.',
    linesOf: ({ entity, dimension, a, b }) => [
      `About: ${oneLine(entity, 200)}, ${oneLine(dimension, 80)}`,
      `A: ${oneLine(a, 400)}`,
      `B: ${oneLine(b, 400)}`,
    ],
  }),
}
