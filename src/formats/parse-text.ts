import { assembleTurns, type ReadLine } from './assemble-turns.ts'
import { chooseSpeakers, type IsSpeaker } from './choose-speakers.ts'
import { readSpeakerLine, type SpeakerLine } from './speaker-line.ts'
import { isStructuralLabel } from './structural-labels.ts'
import { readTimeCode, timeCode } from './time-code.ts'
import type { TranscriptFormat, Turn } from './transcript.ts'

const listItem = /^\s*(?:[-*•]|\d{1,3}[.)])\s+\S/
const timeAlone = new RegExp(String.raw`^\s*[[(]?(${timeCode})[\])]?\s*$`)
const signature = /^Transcribed by https?:\/\/otter\.ai\/?$/

/** Reads text with speaker lines; a text without any becomes paragraphs that nobody says. */
export const parseText = (
  body: string,
  participants: readonly { name: string }[] = [],
): { format: TranscriptFormat; turns: Turn[] } => {
  const lines = body
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .filter((line) => !signature.test(line.slice(0, 60)))
  const found = lines.map(readSpeakerLine)
  const isSpeaker = chooseSpeakers(
    found.filter((line) => line !== undefined),
    lines.filter((line) => line.trim() !== '').length,
    participants,
  )
  const read = lines.map((raw, at) => readLine(raw, found[at], isSpeaker))
  const format = read.some((line) => line.kind === 'speaker') ? 'speaker-text' : 'prose'
  return { format, turns: assembleTurns(read) }
}

function readLine(raw: string, found: SpeakerLine | undefined, isSpeaker: IsSpeaker): ReadLine {
  if (raw.trim() === '') return { kind: 'blank' }
  if (found && isSpeaker(found)) return { kind: 'speaker', line: found, raw }
  const head = raw.slice(0, 120)
  const time = raw === head ? timeAlone.exec(raw) : null
  if (time?.[1]) return { kind: 'time', startMs: readTimeCode(time[1]) }
  if (raw === head && (/^\s*#{1,6}\s+\S/.test(raw) || isStructuralLabel(raw)))
    return { kind: 'heading', raw: raw.trim() }
  if (listItem.test(head)) return { kind: 'item', raw }
  return found && isStructuralLabel(found.name) ? { kind: 'section', raw } : { kind: 'text', raw }
}
