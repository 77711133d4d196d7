import type { ModelRequest, ModelSpec } from './model.ts'
import type { ModelErrorKind } from './model-error.ts'

/** A bad answer is shown to its model up to this length: enough to see what it was about. */
const shownCharacters = 4_000

/**
 * Pure: what to ask after an answer that was of no use, or null where asking again cannot help. A wrong answer goes back
 * with what is wrong with it; one that was cut off gets more room, as far as the model has it.
 */
export const askAgain = (
  first: ModelRequest,
  last: ModelRequest,
  answer: { kind: ModelErrorKind; text: string; problems: readonly string[] },
  model: ModelSpec,
): ModelRequest | null => {
  if (answer.kind === 'truncated') {
    const maxOutputTokens = Math.min(2 * last.maxOutputTokens, model.maxOutputTokens)
    return maxOutputTokens > last.maxOutputTokens ? { ...last, maxOutputTokens } : null
  }
  if (answer.kind !== 'bad_output') return null
  const shown = answer.text.trim().slice(0, shownCharacters)
  const complaint = [
    'This answer cannot be used:',
    ...answer.problems.map((problem) => `- ${problem}`),
    'Answer the question above again, whole, with one JSON object of the shape that was asked for and nothing around it.',
  ].join('\n')
  return {
    ...last,
    // Only the latest attempt is shown, so that the question grows by one answer at most.
    messages: [
      ...first.messages,
      { role: 'assistant', content: shown === '' ? '(nothing)' : shown },
      { role: 'user', content: complaint },
    ],
  }
}
