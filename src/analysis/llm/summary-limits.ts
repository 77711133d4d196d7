import type { SummaryLevel } from '../../domain/insight/insight.ts'
import { splitSentences } from '../offline/text/sentences.ts'

/** What is promised of the length of each level. */
const limits = {
  title: { words: [5, 10] },
  headline: { sentences: [1, 2] },
  brief: { paragraphs: [2, 3] },
  detailed: {},
  spotlight: { sentences: [1, 2] },
} as const satisfies Record<SummaryLevel, unknown>

export const wordsIn = (text: string): string[] => text.split(/\s+/).filter(Boolean)
export const sentencesIn = (text: string): string[] =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end))
export const paragraphsIn = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)

/** What is wrong with the length of a level; null when nothing is. */
export const lengthProblem = (level: SummaryLevel, text: string): string | null => {
  if (text.trim() === '') return 'it is empty'
  switch (level) {
    case 'title':
      return outside(wordsIn(text).length, limits.title.words, 'words')
    case 'headline':
      return outside(sentencesIn(text).length, limits.headline.sentences, 'sentences')
    case 'brief':
      return outside(paragraphsIn(text).length, limits.brief.paragraphs, 'paragraphs')
    case 'spotlight':
      return outside(sentencesIn(text).length, limits.spotlight.sentences, 'sentences')
    case 'detailed':
      return null
  }
}

const outside = (count: number, [least, most]: readonly [number, number], unit: string): string | null =>
  count >= least && count <= most ? null : `it has ${count} ${unit}; ${least} to ${most} are allowed`
