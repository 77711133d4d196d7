import type { Prompt } from '../../task.ts'
import { dataRule } from './data-rule.ts'
import { fence } from './fence.ts'
import { type VerdictsAnswer, verdictsAnswer } from './verdict.ts'

/** A prompt that asks of each pair whether both mean the same. `linesOf` tells what a pair is; it becomes fenced data. */
export const judgePairs = <Pair extends { id: number }>(judging: {
  question: string
  /** Numbered, between "think first" and "one entry for every id". */
  same: string
  different: string
  unsure: string
  linesOf: (pair: Pair) => string[]
}): Pick<Prompt<{ pairs: readonly Pair[] }, VerdictsAnswer>, 'render' | 'answer'> => {
  const { question, same, different, unsure, linesOf } = judging
  const rules = `${question}

${dataRule}

1. Think first, then give the verdict.
2. same: ${same}
3. different: ${different}
4. unsure: ${unsure}
5. Give one entry for every id, and no other ids.`
  return {
    render: ({ pairs }) => [
      { role: 'system', content: rules },
      {
        role: 'user',
        content: pairs.map((pair) => `Pair ${pair.id}:\n${fence('pair', linesOf(pair).join('\n'))}`).join('\n\n'),
      },
    ],
    answer: ({ pairs }) => verdictsAnswer(pairs),
  }
}
