import { isFluent } from '../insights/wording.ts'
import { leaningStarts } from '../lexicon/summary-words.ts'
import { leadWords } from '../lexicon/topic-words.ts'
import type { Sentence } from '../reading/sentence.ts'
import { keyPhrases, names } from './key-phrases.ts'

const shortest = 8
const longest = 35
const termsWeighed = 40

/**
 * The sentences that say most about what the meeting keeps coming back to, in the order of speech: as many from its
 * beginning as from its end, one of a speaker's turn, and only such as can be read alone.
 */
export const centralSentences = (sentences: readonly Sentence[], most: number): Sentence[] => {
  const terms = new Map(
    keyPhrases(sentences, termsWeighed).flatMap((phrase, index) =>
      phrase.split(' ').map((word) => [word, 1 / (index + 3)] as const),
    ),
  )
  const candidates = sentences.flatMap((sentence, index) =>
    standsAlone(sentence)
      ? [{ sentence, part: Math.floor((index * most) / sentences.length), score: scoreOf(sentence, terms) }]
      : [],
  )
  const ranked = candidates.toSorted((a, b) => b.score - a.score || a.sentence.segment - b.sentence.segment)
  const chosen: Sentence[] = []
  const add = (sentence: Sentence) => {
    if (chosen.length < most && !chosen.some((other) => other.segment === sentence.segment)) chosen.push(sentence)
  }
  for (let part = 0; part < most; part++) {
    const best = ranked.find((candidate) => candidate.part === part && candidate.score > 0)
    if (best) add(best.sentence)
  }
  return chosen.sort((a, b) => a.segment - b.segment)
}

/** A whole sentence of a fair length that begins with what it is about. */
const standsAlone = (sentence: Sentence): boolean => {
  const { kind, question, tokens, text } = sentence
  if (kind === 'heading' || question || tokens.length < shortest || tokens.length > longest) return false
  if (!/[.!]["”’)]*$/.test(text) && kind === 'speech') return false
  const first = tokens.find((token) => !leadWords.has(token.norm))?.norm ?? ''
  return (
    !leaningStarts.has(first) &&
    !leaningStarts.has(tokens[0]?.norm ?? '') &&
    tokens.filter((token) => names(token.norm)).length >= 2 &&
    isFluent(sentence)
  )
}

const scoreOf = (sentence: Sentence, terms: ReadonlyMap<string, number>): number => {
  const distinct = new Set(sentence.tokens.map((token) => token.norm))
  let score = sentence.kind === 'conclusion' ? 0.5 : 0
  for (const word of distinct) score += terms.get(word) ?? 0
  return score / Math.sqrt(Math.max(10, distinct.size))
}
