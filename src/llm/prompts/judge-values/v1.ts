import type { Message } from '../../model.ts'
import type { Prompt } from '../../task.ts'
import { dataRule } from '../shared/data-rule.ts'
import { fence } from '../shared/fence.ts'
import { oneLine } from '../shared/one-line.ts'
import { type VerdictsAnswer, verdictsAnswer } from '../shared/verdict.ts'

/** Two free texts that were stated for one dimension of one thing. */
export type ValuePairInput = { id: number; entity: string; dimension: string; a: string; b: string }
export type JudgeValuesInput = { pairs: readonly ValuePairInput[] }

const rules = `Two texts were noted for the same dimension of the same thing, at different moments. For each pair judge whether both say the same.

${dataRule}

1. Think first, then give the verdict.
2. same: other words for one and the same matter; whoever settles the one has settled the other.
3. different: another matter, another party, another amount, number or date, or only a part of the other.
4. unsure: when it depends on something that is not said here.
5. Give one entry for every id, and no other ids.`

export const judgeValuesV1: Prompt<JudgeValuesInput, VerdictsAnswer> = {
  task: 'judge_values',
  version: 1,
  label: 'stable',
  change: 'First version.',
  scores: [],
  render: ({ pairs }): Message[] => [
    { role: 'system', content: rules },
    { role: 'user', content: pairs.map(renderPair).join('\n\n') },
  ],
  answer: ({ pairs }) => verdictsAnswer(pairs),
}

const renderPair = ({ id, entity, dimension, a, b }: ValuePairInput): string => {
  const lines = [
    `About: ${oneLine(entity, 200)}, ${oneLine(dimension, 80)}`,
    `A: ${oneLine(a, 400)}`,
    `B: ${oneLine(b, 400)}`,
  ]
  return `Pair ${id}:\n${fence('pair', lines.join('\n'))}`
}
