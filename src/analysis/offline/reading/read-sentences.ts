import type { Segment } from '../../../domain/meeting/meeting.ts'
import { splitSentences } from '../text/sentences.ts'
import { type Token, tokenise } from '../text/token.ts'
import { clauseStarts } from './clauses.ts'
import { type Line, readLines } from './read-lines.ts'
import type { LineKind, Sentence } from './sentence.ts'

/** All sentences of the title and the segments, read line by line. `titled` false leaves the title out. */
export const readSentences = (
  title: string,
  segments: readonly Segment[],
  conclusionWords: readonly string[],
  fillers: ReadonlySet<string>,
): Sentence[] => {
  const titleSentence = sentenceOf(
    { start: 0, end: title.length },
    title,
    { segment: -1, speaker: null, startMs: null, kind: 'heading', topic: 0 },
    fillers,
  )
  const lines = readLines(segments, conclusionWords)
  return [...(title.trim() ? [titleSentence] : []), ...lines.flatMap((line) => sentencesOf(line, fillers))]
}

const sentencesOf = (line: Line, fillers: ReadonlySet<string>): Sentence[] => {
  const { segment, kind, topic } = line
  return splitSentences(segment.text)
    .filter((span) => span.end > line.from)
    .map((span) =>
      sentenceOf(
        { start: Math.max(span.start, line.from), end: span.end },
        segment.text,
        { segment: segment.index, speaker: segment.speaker, startMs: segment.startMs, kind, topic },
        fillers,
      ),
    )
    .filter((sentence) => sentence.tokens.length > 0)
}

type Place = { segment: number; speaker: string | null; startMs: number | null; kind: LineKind; topic: number }

const sentenceOf = (
  span: { start: number; end: number },
  source: string,
  place: Place,
  fillers: ReadonlySet<string>,
): Sentence => {
  const text = source.slice(span.start, span.end)
  const tokens = withoutFillers(tokenise(source, span.start, span.end), fillers)
  return { ...place, ...span, text, tokens, clauses: clauseStarts(tokens), question: /\?["'”’)\]~*_`]*\s*$/.test(text) }
}

/** Fillers vanish, and the commas around them with them: "it's, um, done" reads "it's done". */
const withoutFillers = (tokens: readonly Token[], fillers: ReadonlySet<string>): Token[] => {
  const kept: Token[] = []
  let dropped = false
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (!token) continue
    const pair = `${token.norm} ${tokens[index + 1]?.norm ?? ''}`
    if (fillers.has(pair) && (token.gap > 0 || index === 0)) {
      index++
      dropped = true
      continue
    }
    if (
      fillers.has(token.norm) &&
      (alwaysFiller.test(token.norm) || (token.gap > 0 && (tokens[index + 1]?.gap ?? 0) > 0))
    ) {
      dropped = true
      continue
    }
    kept.push(dropped && token.gap === 1 ? { ...token, gap: 0 } : token)
    dropped = false
  }
  return kept
}

const alwaysFiller = /^(?:u+m+|u+h+|e+r+m*|h?m+h?m*|mm+)$/
