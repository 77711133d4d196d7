import type { Message } from '../../model.ts'
import type { Prompt } from '../../task.ts'
import { dataRule } from '../shared/data-rule.ts'
import { fence } from '../shared/fence.ts'
import { oneLine } from '../shared/one-line.ts'
import { type VerdictsAnswer, verdictsAnswer } from '../shared/verdict.ts'

type Said = { name: string; said: readonly string[] }
/** Two names of one type that may mean the same thing, each with a few places where it was said. */
export type NamePairInput = { id: number; type: string; a: Said; b: Said }
export type JudgeNamesInput = { pairs: readonly NamePairInput[] }

const mostPlaces = 4

const rules = `People speak of things under several names, and of several things under similar names. For each pair below judge whether both names mean the same thing.

${dataRule}

1. Think first, then give the verdict.
2. same: an abbreviation, a short form, another spelling or a misheard one, a word order, a nickname or a renaming, and what is said under both names fits one thing.
3. different: a part and its whole, two versions, numbers, years, places or customers that differ, one split off from the other or set against it, or people who differ. A thing and the work on it are one; a thing and a document about it are two.
4. unsure: whenever a careful colleague would ask before joining them. Two entries for one thing do little harm, one entry for two things does much.
5. Give one entry for every id, and no other ids.`

export const judgeNamesV1: Prompt<JudgeNamesInput, VerdictsAnswer> = {
  task: 'judge_names',
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

const renderPair = ({ id, type, a, b }: NamePairInput): string => {
  const lines = [`Type: ${oneLine(type, 80)}`, ...renderSaid('A', a), ...renderSaid('B', b)]
  return `Pair ${id}:\n${fence('pair', lines.join('\n'))}`
}

const renderSaid = (label: string, { name, said }: Said): string[] => [
  `${label}: ${oneLine(name, 200)}`,
  ...said.slice(0, mostPlaces).map((place) => `  said: ${oneLine(place, 400)}`),
]
