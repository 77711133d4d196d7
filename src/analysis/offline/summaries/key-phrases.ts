import { isStutter } from '../insights/wording.ts'
import { commonWords } from '../lexicon/summary-words.ts'
import { emptyNouns, leadWords } from '../lexicon/topic-words.ts'
import type { Sentence } from '../reading/sentence.ts'

const pairWeight = 2.5

/** What a meeting keeps coming back to, most frequent first: pairs of words before single ones, no word in two of them. */
export const keyPhrases = (sentences: readonly Sentence[], most: number): string[] => {
  const counts = new Map<string, number>()
  const add = (phrase: string, weight: number) => counts.set(phrase, (counts.get(phrase) ?? 0) + weight)
  for (const sentence of sentences) {
    const { tokens } = sentence
    for (const [at, token] of tokens.entries()) {
      if (!names(token.norm) || isStutter(sentence, at, tokens.length)) continue
      add(token.norm, 1)
      const next = tokens[at + 1]
      if (next && next.gap === 0 && names(next.norm) && next.norm !== token.norm)
        add(`${token.norm} ${next.norm}`, pairWeight)
    }
  }
  const ranked = [...counts.entries()]
    .filter(([phrase, weight]) => weight >= (phrase.includes(' ') ? 2 * pairWeight : 2))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const chosen: string[] = []
  const used = new Set<string>()
  for (const [phrase] of ranked) {
    const words = phrase.split(' ')
    if (chosen.length >= most || words.some((word) => used.has(stem(word)))) continue
    chosen.push(phrase)
    for (const word of words) used.add(stem(word))
  }
  return chosen
}

const stem = (word: string): string => word.replace(/(?:es|s)$/, '')

/** Whether a word can name what a meeting is about: no verb form, no number, nothing that every meeting says. */
export const names = (norm: string): boolean =>
  norm.length > 3 &&
  !/\d/.test(norm) &&
  !/(?:ing|ly|ed)$/.test(norm) &&
  !commonWords.has(norm) &&
  !emptyNouns.has(norm) &&
  !leadWords.has(norm)
