import type { Message } from '../../model.ts'
import { estimateTokens } from '../../tokens.ts'

/** The first version of a question that stays under the limit, from the fullest to the barest; else the barest. */
export const firstThatFits = <Parts>(
  versions: readonly Parts[],
  render: (parts: Parts) => Message[],
  maxTokens: number,
): Message[] => {
  let messages: Message[] = []
  for (const version of versions) {
    messages = render(version)
    if (sizeOf(messages) <= maxTokens) return messages
  }
  return messages
}

const sizeOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, message) => sum + estimateTokens(message.content), 0)
