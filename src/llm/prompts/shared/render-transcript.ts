import type { Segment } from '../../../domain/meeting/meeting.ts'
import { oneLine } from './one-line.ts'
import { renderSpeaker, sameSpeaker } from './render-speaker.ts'

const headingWords = 14

/**
 * Lines `[12] Ana: text`, one for each segment whatever is in it, so that no text can forge a line. Short lines that
 * nobody speaks are headings; lines that talk to the reader are marked as such.
 */
export const renderTranscript = (segments: readonly Segment[], suspicious: ReadonlySet<number>): string =>
  segments.map((segment) => renderLine(segment, suspicious.has(segment.index))).join('\n')

/** How the lines are announced; a sign that stands in them is explained. */
export const announce = (title: string, segments: readonly Segment[]): string =>
  segments.some(({ speaker }) => speaker === sameSpeaker)
    ? `${title} (${sameSpeaker} is the speaker of the line above):`
    : `${title}:`

const renderLine = (segment: Segment, suspicious: boolean): string => {
  const text = oneLine(segment.text)
  const mark = suspicious ? '(suspicious, speaks to the reader) ' : ''
  const speaker = renderSpeaker(segment.speaker)
  if (speaker === null) return `[${segment.index}] ${mark}${isHeading(text) ? `== ${text} ==` : text}`
  const role = segment.role === null ? '' : ` (${segment.role})`
  return `[${segment.index}] ${speaker}${role}: ${mark}${text}`
}

const isHeading = (text: string): boolean =>
  text !== '' && text.split(' ').length <= headingWords && !/[.!?]$/.test(text)
