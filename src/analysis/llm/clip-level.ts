import type { SummaryLevel } from '../../domain/insight/insight.ts'
import { lengthProblem, paragraphsIn, sentencesIn, wordsIn } from './summary-limits.ts'

/**
 * A level brought to its length by rule, after the model did not manage to: too long is cut, too short takes words
 * from `more`, the other levels of the same answer.
 */
export const clipLevel = (level: SummaryLevel, text: string, more: string): string => {
  const given = text.trim() === '' ? more : text
  if (lengthProblem(level, given) === null) return given.trim()
  switch (level) {
    case 'title':
      return clipTitle(given, more)
    case 'headline':
    case 'spotlight':
      return sentencesIn(given).slice(0, 2).join(' ')
    case 'brief':
      return clipBrief(given, more)
    case 'detailed':
      return given.trim()
  }
}

const clipTitle = (text: string, more: string): string => {
  const words = wordsIn(text)
  const filled = words.length < 5 ? [...words, ...wordsIn(more)] : words
  return filled
    .slice(0, 10)
    .join(' ')
    .replace(/[\s,;:.–—-]+$/, '')
}

/** One paragraph becomes two at a sentence's end; the fourth and later ones join the third. */
const clipBrief = (text: string, more: string): string => {
  const paragraphs = paragraphsIn(text)
  if (paragraphs.length > 3) return [...paragraphs.slice(0, 2), paragraphs.slice(2).join(' ')].join('\n\n')
  const sentences = sentencesIn(text)
  if (sentences.length < 2) return `${text.trim()}\n\n${more.trim()}`
  const half = Math.ceil(sentences.length / 2)
  return `${sentences.slice(0, half).join(' ')}\n\n${sentences.slice(half).join(' ')}`
}
