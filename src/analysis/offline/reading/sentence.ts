import type { Token } from '../text/token.ts'

/**
 * speech: what somebody says. heading: a topic line (the title is the first). conclusion: a line under a conclusion
 * heading, or a note that the minute-taker wrote after a discussion.
 */
export type LineKind = 'speech' | 'heading' | 'conclusion'

/** One sentence of the transcript, the unit of every rule. Offsets are in the text of its segment (-1: the title). */
export type Sentence = {
  segment: number
  speaker: string | null
  /** When its segment began. */
  startMs: number | null
  kind: LineKind
  /** Counts topics; a heading opens one. */
  topic: number
  start: number
  end: number
  text: string
  tokens: readonly Token[]
  /** Token indexes at which a clause begins; the first is 0. */
  clauses: readonly number[]
  question: boolean
}

/** The clause that holds a token, as token indexes [from, to). */
export const clauseAt = (sentence: Sentence, token: number): { from: number; to: number } => {
  const starts = sentence.clauses
  let index = 0
  while (index + 1 < starts.length && (starts[index + 1] ?? 0) <= token) index++
  return { from: starts[index] ?? 0, to: starts[index + 1] ?? sentence.tokens.length }
}

/** The text between two tokens, as it stands in the segment. */
export const textOf = (sentence: Sentence, from: number, to: number): string => {
  const first = sentence.tokens[from]
  const last = sentence.tokens[to - 1]
  return first && last ? sentence.text.slice(first.start - sentence.start, last.end - sentence.start) : ''
}
