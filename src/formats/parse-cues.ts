import { z } from 'zod'
import { chooseSpeakers, type IsSpeaker } from './choose-speakers.ts'
import { plainText, splitVoices } from './cue-markup.ts'
import { type Cue, readCues } from './read-cues.ts'
import { readSpeakerLine } from './speaker-line.ts'
import type { Turn } from './transcript.ts'

/** Teams can write each cue as an object. */
const objectCue = z.object({ speakerName: z.string().nullish(), spokenText: z.string() })

/** Sounds and music are not said by whoever spoke last. */
const soundOnly = /^[[(♪][^\])♪]*[\])♪]$/

/** Turns of WebVTT and SubRip. One turn a cue, so that times stay exact; two speakers in one cue are two turns. */
export const parseCues = (body: string, participants: readonly { name: string }[] = []): Turn[] => {
  const parts = readCues(body).flatMap(readParts)
  const found = parts.flatMap((part) => (part.speaker === null ? part.lines.map(readSpeakerLine) : []))
  const named = found.filter((line) => line !== undefined)
  const isSpeaker = chooseSpeakers(named, parts.length, participants)
  const turns: Turn[] = []
  let last: string | null = null
  for (const part of parts)
    for (const turn of part.speaker === null ? splitLines(part, isSpeaker) : [toTurn(part, part.speaker, part.lines)]) {
      // Captions name a speaker once and go on; tagged voices are named in every cue.
      const carried: string | null = part.tagged || soundOnly.test(turn.text) ? turn.speaker : (turn.speaker ?? last)
      turns.push({ ...turn, speaker: carried })
      last = part.startMs === null ? null : carried
    }
  return turns
}

type Part = Cue & { tagged: boolean }

function readParts(cue: Cue): Part[] {
  const text = cue.lines.join('\n')
  const spoken = text.trimStart().startsWith('{') ? readObject(text) : undefined
  if (spoken) return [{ ...cue, tagged: true, speaker: spoken.speakerName ?? null, lines: [spoken.spokenText] }]
  if (text.includes('<v'))
    return splitVoices(text).map((part) => ({ ...cue, tagged: true, speaker: part.speaker, lines: [part.text] }))
  const lines = plainText(text).split('\n')
  return [{ ...cue, tagged: cue.speaker !== null, lines }]
}

function readObject(text: string): z.infer<typeof objectCue> | undefined {
  try {
    return objectCue.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** The lines of a cue are one wrapped text, but for lines that name a speaker or open with a dash: those begin anew. */
function splitLines(part: Part, isSpeaker: IsSpeaker): Turn[] {
  const turns: { speaker: string | null; lines: string[] }[] = []
  for (const line of part.lines) {
    const found = readSpeakerLine(line)
    if (found && found.text !== '' && isSpeaker(found)) turns.push({ speaker: found.name, lines: [found.text] })
    else if (turns.length === 0 || /^\s*[-–—]\s/.test(line)) turns.push({ speaker: null, lines: [line] })
    else turns.at(-1)?.lines.push(line)
  }
  return turns.map((turn) => toTurn(part, turn.speaker, turn.lines))
}

function toTurn({ startMs, endMs }: Cue, speaker: string | null, lines: readonly string[]): Turn {
  return { speaker, startMs, endMs, text: lines.map((line) => line.trim()).join(' ') }
}
