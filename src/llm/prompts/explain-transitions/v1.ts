import { z } from 'zod'
import type { Segment } from '../../../domain/meeting/meeting.ts'
import type { Message } from '../../model.ts'
import type { Prompt } from '../../task.ts'
import { dataRule } from '../shared/data-rule.ts'
import { fence } from '../shared/fence.ts'
import { firstThatFits } from '../shared/first-that-fits.ts'
import { oneLine } from '../shared/one-line.ts'
import { oneOf } from '../shared/one-of.ts'
import { renderPassage } from '../shared/render-passage.ts'
import { wholeNumber } from '../shared/whole-number.ts'

/** A change of the record; ids are small integers chosen by the caller. */
export type ChangeToExplain = {
  id: number
  entity: string
  type: string
  dimension: string
  from: string | null
  to: string | null
  passage: readonly Segment[]
  quote: string
}
export type ExplainInput = { changes: readonly ChangeToExplain[] }

const answerOf = ({ changes }: ExplainInput) =>
  z.object({
    reasons: z.array(
      z.object({
        id: oneOfIds(changes),
        thinking: z.string().describe('What the lines say about why, in at most 40 words'),
        basis: oneOf(['said', 'implied', 'not_said'], 'Whether the lines tell why'),
        reason: z.string().describe('One sentence of 6 to 30 words; empty when not said'),
      }),
    ),
  })
const oneOfIds = (offered: readonly { id: number }[]) => wholeNumber(`One of ${offered.map(({ id }) => id).join(', ')}`)

export type ExplainAnswer = z.infer<ReturnType<typeof answerOf>>

const rules = `You are given changes that were recorded from meetings, each with the lines around the words that state it. For each change say why it came about, as the people in the meeting tell it.

${dataRule}

1. Think first, then give the verdict. basis is "said" when somebody gives the cause in these lines, "implied" when the lines show it without saying so, "not_said" when they only report the change.
2. reason is one full sentence in the past tense about the cause: what happened, who did or decided it, what it was waiting for. It names people and things in full and does not merely repeat the change ("it was completed because it was done" says nothing). With "not_said" it is empty.
3. Use only these lines. No guesses about motives, no general knowledge.
4. Give one entry for every id, and no other ids.`

export const explainTransitionsV1: Prompt<ExplainInput, ExplainAnswer> = {
  task: 'explain_transitions',
  version: 1,
  label: 'stable',
  change: 'First version.',
  scores: [],
  render: (input, { maxTokens }) =>
    firstThatFits([{ around: true }, { around: false }], (parts) => renderQuestion(input, parts), maxTokens),
  answer: answerOf,
}

const renderQuestion = ({ changes }: ExplainInput, { around }: { around: boolean }): Message[] => [
  { role: 'system', content: rules },
  { role: 'user', content: changes.map((change) => renderChange(change, around)).join('\n\n') },
]

const renderChange = (
  { id, entity, type, dimension, from, to, passage, quote }: ChangeToExplain,
  around: boolean,
): string =>
  [
    `Change ${id}:`,
    fence('change', oneLine(`${entity} (${type}), ${dimension}: ${from ?? 'nothing known'} -> ${to ?? 'gone'}`, 600)),
    around ? renderPassage(passage) : '',
    `Stated by the words: ${fence('words', oneLine(quote, 600))}`,
  ]
    .filter(Boolean)
    .join('\n')
