import type { Prompt } from '../../task.ts'
import { judgePairs } from '../shared/judge-pairs.ts'
import { oneLine } from '../shared/one-line.ts'
import type { VerdictsAnswer } from '../shared/verdict.ts'

type Said = { name: string; said: readonly string[] }
/** Two names of one type that may mean the same thing, each with a few places where it was said. */
export type NamePairInput = { id: number; type: string; a: Said; b: Said }
export type JudgeNamesInput = { pairs: readonly NamePairInput[] }

const mostPlaces = 4

const renderSaid = (label: string, { name, said }: Said): string[] => [
  `${label}: ${oneLine(name, 200)}`,
  ...said.slice(0, mostPlaces).map((place) => `  said: ${oneLine(place, 400)}`),
]

export const judgeNamesV1: Prompt<JudgeNamesInput, VerdictsAnswer> = {
  task: 'judge_names',
  version: 1,
  label: 'stable',
  change: 'First version.',
  scores: [],
  ...judgePairs<NamePairInput>({
    question:
      'People speak of things under several names, and of several things under similar names. For each pair below judge whether both names mean the same thing.',
    same: 'an abbreviation, a short form, another spelling or a misheard one, a word order, a nickname or a renaming, and what is said under both names fits one thing.',
    different:
      'a part and its whole, two versions, numbers, years, places or customers that differ, one split off from the other or set against it, or people who differ. A thing and the work on it are one; a thing and a document about it are two.',
    unsure:
      'whenever a careful colleague would ask before joining them. Two entries for one thing do little harm, one entry for two things does much.',
    linesOf: ({ type, a, b }) => [`Type: ${oneLine(type, 80)}`, ...renderSaid('A', a), ...renderSaid('B', b)],
  }),
}
