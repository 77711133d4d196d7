import type { Citation, QuestionedMeeting } from './score-grounding.ts'

const window = 12
const step = 6
const mostCited = 5

/**
 * The floor for answers: the middles of the five windows of talk that share the weightiest words with the question. It
 * is no part of the product, and any way of answering has to be better.
 */
export const citeByWords = ({ id, segments, questions }: QuestionedMeeting): Citation[] => {
  const windows: { from: number; words: string[] }[] = []
  for (let from = 0; from < segments.length; from += step)
    windows.push({ from, words: segments.slice(from, from + window).flatMap(({ text }) => wordsOf(text)) })
  const spread = new Map<string, number>()
  for (const { words } of windows) for (const word of new Set(words)) spread.set(word, (spread.get(word) ?? 0) + 1)
  return questions.map(({ question }) => {
    const asked = new Set(wordsOf(question))
    const scored = windows.map(({ from, words }) => {
      const counts = new Map<string, number>()
      for (const word of words) if (asked.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
      const score = [...counts].reduce(
        (sum, [word, count]) => sum + (1 + Math.log(count)) * Math.log(windows.length / (spread.get(word) ?? 1)),
        0,
      )
      return { from, score }
    })
    const best = scored.sort((a, b) => b.score - a.score || a.from - b.from).slice(0, mostCited)
    return {
      meetingId: id,
      question,
      segments: best.map(({ from }) => Math.min(from + window / 2, segments.length - 1)),
    }
  })
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? []
