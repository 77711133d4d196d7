import { canonicalText } from '../domain/meeting/canonical-text.ts'
import { type Segment, segmentRoles } from '../domain/meeting/meeting.ts'
import { mergeParticipants } from '../domain/meeting/merge-participants.ts'
import { cleanSpeaker } from '../domain/meeting/speaker.ts'
import { splitLong } from './split-long.ts'
import type { ParsedTranscript, TranscriptFormat, Turn } from './transcript.ts'

/** Longest segment that a parser makes: evidence should point at something a person can read at a glance. */
const longestSegment = 4000
/** Segments of the sender are cut only where one holds more than anybody says in one go. */
const longestVerbatim = 50_000
/** Times are stored in four bytes: about 24 days. */
const latestMs = 2 ** 31 - 1

/** Speakers who are called by their role. */
const roleOf = (speaker: string | null): Segment['role'] =>
  segmentRoles.find((role) => role === speaker?.toLowerCase()) ?? null

/**
 * The last step of every parser: canonical text, clean speakers, believable times, no gaps in the index. `verbatim`
 * keeps one segment per turn, empty ones too, so that the indexes are those of the sender (but for monstrous ones).
 */
export const toSegments = (
  format: TranscriptFormat,
  turns: readonly Turn[],
  options: { verbatim?: boolean; warnings?: readonly string[] } = {},
): ParsedTranscript => {
  const segments: Segment[] = []
  let wrongTimes = 0
  let cut = 0
  for (const turn of turns) {
    const text = canonicalText(turn.text)
    const whole = options.verbatim && text.length <= longestVerbatim
    const pieces = whole ? [text] : splitLong(text, options.verbatim ? longestVerbatim : longestSegment)
    if (options.verbatim && pieces.length > 1) cut += 1
    const times = believable(turn)
    if (!times) wrongTimes += 1
    const speaker = cleanSpeaker(turn.speaker)
    const role = turn.role ?? roleOf(speaker)
    const { startMs, endMs } = times ?? { startMs: null, endMs: null }
    for (const piece of pieces) segments.push({ index: segments.length, speaker, role, startMs, endMs, text: piece })
  }
  const warnings = [...(options.warnings ?? [])]
  if (wrongTimes > 0) warnings.push(`${wrongTimes} times were left out: out of range, or an end before its start`)
  if (cut > 0) warnings.push(`${cut} segments were cut: longer than ${longestVerbatim} characters`)
  const participants = mergeParticipants(
    [],
    segments.map((segment) => segment.speaker),
  )
  return { format, segments, participants, warnings }
}

function believable({ startMs, endMs }: Turn): Pick<Turn, 'startMs' | 'endMs'> | undefined {
  const start = startMs === null ? null : Math.round(startMs)
  const end = endMs === null ? null : Math.round(endMs)
  for (const time of [start, end]) if (time !== null && !(time >= 0 && time <= latestMs)) return undefined
  if (start !== null && end !== null && end < start) return undefined
  return { startMs: start, endMs: end }
}
