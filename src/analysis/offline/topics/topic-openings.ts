import type { Sentence } from '../reading/sentence.ts'

/**
 * Where each topic opens: at its heading. What is written between the title and the first
 * word that is spoken ("seeking approval") says more of the title's topic, so that opens at the title.
 */
export const topicOpenings = (sentences: readonly Sentence[]): ReadonlyMap<number, Sentence> => {
  const openings = new Map<number, Sentence>()
  const title = sentences.find((one) => one.segment === -1)
  let spoken = false
  for (const sentence of sentences) {
    spoken ||= sentence.kind === 'speech'
    if (!openings.has(sentence.topic)) openings.set(sentence.topic, spoken ? sentence : (title ?? sentence))
  }
  return openings
}
