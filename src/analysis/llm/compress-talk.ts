import type { Segment } from '../../domain/meeting/meeting.ts'
import { sameSpeaker } from '../../llm/prompts/shared/render-speaker.ts'
import { estimateTokens } from '../../llm/tokens.ts'
import { spokenWords } from '../spoken-words.ts'

export type CompressedTalk = { segments: Segment[]; tokensBefore: number; tokensAfter: number }

/** Whole turns that say nothing about any matter. What may be an answer ("yes", "okay", "right", "sure") is not among them. */
const smallTalk = new Set(
  [
    'hi|hi all|hi everyone|hi everybody|hey|hey all|hello|hello all|hello everyone|hello everybody|good morning|good morning everyone|good afternoon',
    'bye|bye bye|bye everyone|see you|see you next week|see you all|have a nice day|have a good day|take care',
    'thanks|thank you|thanks everyone|thank you everyone|thanks all|cheers|you are welcome|no problem',
    'can you hear me|can you hear me now|can everybody hear me|can you see my screen|you are on mute|you re on mute|sorry i was on mute|one second|one moment|just a second',
    'haha|ha|laughs|laughter|mm hm|mhm|uh huh',
  ].flatMap((line) => line.split('|')),
)

/**
 * Talk with fewer tokens that says the same: without sounds, slips of the tongue, turns of mere courtesy,
 * and the name of who goes on speaking. Segments
 * keep their numbers, words that carry meaning are never dropped, and no turn that may answer a question.
 */
export const compressTalk = (segments: readonly Segment[], language: string | null): CompressedTalk => {
  // What is a sound in English may be a word elsewhere ("er", "um" in German).
  if (language !== null && !/^en\b/i.test(language)) return unchanged(segments)
  const kept = segments.flatMap((segment, at): Segment[] => {
    const text = withoutNoise(segment.text)
    const asked = segments[at - 1]?.text.includes('?') ?? false
    return text === '' || (!asked && isSmallTalk(text)) ? [] : [{ ...segment, text }]
  })
  // A part without any matter is read as it is: a question needs something to ask about.
  if (kept.length === 0) return unchanged(segments)
  const short = kept.map((segment, at) =>
    isSame(kept[at - 1], segment) ? { ...segment, speaker: sameSpeaker } : segment,
  )
  return { segments: short, tokensBefore: tokensOf(segments), tokensAfter: tokensOf(short) }
}

const isSame = (before: Segment | undefined, { speaker, role }: Segment): boolean =>
  speaker !== null && before?.speaker === speaker && before.role === role

const unchanged = (segments: readonly Segment[]): CompressedTalk => {
  const tokens = tokensOf(segments)
  return { segments: [...segments], tokensBefore: tokens, tokensAfter: tokens }
}

/** The text as it is, but for the words that are noise and the commas and dashes around them. */
const withoutNoise = (text: string): string => {
  const noise = spokenWords(text).filter((word) => word.noise)
  let clean = ''
  let from = 0
  for (const { start, end } of noise) {
    clean += text.slice(from, start)
    from = end + (/^(?:\s*[,…–—-]+|\.{3})?\s*/.exec(text.slice(end))?.[0].length ?? 0)
  }
  return (clean + text.slice(from))
    .replace(/\s+/g, ' ')
    .replace(/^[\s,.…–—-]+$/, '')
    .replace(/\s+([,.!?])/g, '$1')
    .trim()
}

const isSmallTalk = (text: string): boolean =>
  smallTalk.has(
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )

const tokensOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, segment) => sum + estimateTokens(`${segment.speaker ?? ''}: ${segment.text}`), 0)
