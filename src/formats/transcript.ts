import type { Segment } from '../domain/meeting/meeting.ts'

/** What a body can turn out to be. `speaker-text` is any text with speaker lines, `prose` any other text. */
export const transcriptFormats = [
  'segments',
  'vtt',
  'srt',
  'speaker-text',
  'prose',
  'assemblyai',
  'deepgram',
  'fireflies',
  'whisper',
] as const
export type TranscriptFormat = (typeof transcriptFormats)[number]

/** One piece of speech as a parser finds it; `toSegments` makes it fit for storage. */
export type Turn = {
  speaker: string | null
  role?: Segment['role']
  startMs: number | null
  endMs: number | null
  text: string
}

export type ParsedTranscript = {
  format: TranscriptFormat
  segments: Segment[]
  /** Everybody who speaks, in order of appearance; placeholders such as "Speaker 1" are nobody. */
  participants: { name: string }[]
  /** What was repaired or left out, for the reader of a coverage report. */
  warnings: string[]
}
