import { oneLine } from './one-line.ts'

/** Whom a text is written for. */
export type PromptReader = {
  role: string
  goals: readonly string[]
  guidelines: Readonly<Record<string, string>>
}

/** The reader as a prompt describes it, without the guidelines, which stand with the kinds that they are about. */
export const renderReader = ({ role, goals }: PromptReader): string => {
  const wants = goals.map((goal) => `- ${oneLine(goal, 300)}`)
  return [
    `You write for this reader: ${oneLine(role, 200)}.`,
    ...(wants.length > 0 ? ['The reader wants to', ...wants] : []),
  ].join('\n')
}
