import { sha256 } from '../ids.ts'
import { canonicalText } from './canonical-text.ts'
import type { Segment } from './meeting.ts'

/** What was submitted: one text in any format, or segments. */
export type TranscriptContent = { text: string } | { segments: readonly Partial<Segment>[] }

/**
 * Hash of a transcript in canonical form. Equal hashes mean "the same content": sending it again adds nothing. Times
 * and roles count, because evidence shows them.
 */
export const contentHash = (content: TranscriptContent): string => {
  if ('text' in content) return canonicalTextHash(canonicalText(content.text))
  const rows = content.segments.map((segment) => [
    segment.speaker ?? null,
    segment.role ?? null,
    segment.startMs ?? null,
    segment.endMs ?? null,
    canonicalText(segment.text ?? ''),
  ])
  return sha256(`segments\n${JSON.stringify(rows)}`)
}

/** The same of a text that is in canonical form already. */
export const canonicalTextHash = (text: string): string => sha256(`text\n${text}`)
