import type { Sentence } from '../reading/sentence.ts'

const common = new Set(
  'the a an and or but so of to in on at for with from by is are was were be been it its this that these those i you he she we they my your our their me him her us them do does did have has had will would can could should may might not no yes yeah okay ok just like really very also then there here what which who when where how why if because as about into out up down over more some any all one two get got go going know think want need say said see make made way thing things well right good'.split(
    ' ',
  ),
)

const shortest = 7
const longest = 45

/** The words that a meeting keeps coming back to, most frequent first. */
export const keyTerms = (sentences: readonly Sentence[], most: number): string[] => {
  const counts = new Map<string, number>()
  for (const sentence of sentences)
    for (const { norm } of sentence.tokens)
      if (norm.length > 3 && !common.has(norm)) counts.set(norm, (counts.get(norm) ?? 0) + 1)
  return [...counts.entries()]
    .filter(([, count]) => count > 1)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([word]) => word)
}

/** The sentences that say most about what the meeting keeps coming back to, in the order of speech, one from each speaker's turn. */
export const centralSentences = (sentences: readonly Sentence[], most: number): Sentence[] => {
  const terms = new Map(keyTerms(sentences, 40).map((term, index) => [term, 1 / (index + 3)]))
  const scored = sentences
    .filter((sentence) => isTelling(sentence))
    .map((sentence) => ({ sentence, score: scoreOf(sentence, terms) }))
    .sort((a, b) => b.score - a.score || a.sentence.segment - b.sentence.segment)
  const chosen: Sentence[] = []
  for (const { sentence } of scored) {
    if (chosen.length >= most) break
    if (!chosen.some((other) => other.segment === sentence.segment)) chosen.push(sentence)
  }
  return chosen.sort((a, b) => a.segment - b.segment)
}

const isTelling = (sentence: Sentence): boolean =>
  sentence.kind !== 'heading' &&
  !sentence.question &&
  sentence.tokens.length >= shortest &&
  sentence.tokens.length <= longest

const scoreOf = (sentence: Sentence, terms: ReadonlyMap<string, number>): number => {
  const distinct = new Set(sentence.tokens.map((token) => token.norm))
  let score = sentence.kind === 'conclusion' ? 0.5 : 0
  for (const word of distinct) score += terms.get(word) ?? 0
  return score / Math.sqrt(Math.max(10, distinct.size))
}
