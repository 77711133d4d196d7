import type { SpeakerLine } from './speaker-line.ts'
import { splitLong } from './split-long.ts'
import type { Turn } from './transcript.ts'

/** A line of text after it has been looked at. `section` opens a part of the notes: what stands below is nobody's. */
export type ReadLine =
  | { kind: 'speaker'; line: SpeakerLine; raw: string }
  | { kind: 'blank' }
  | { kind: 'time'; startMs: number }
  | { kind: 'heading' | 'section' | 'item' | 'text'; raw: string }

/** Prose is cut finer than speech: a paragraph is no utterance, and evidence should be short. */
const longestParagraph = 1500

type Open = { speaker: string | null; startMs: number | null; lines: string[]; opening: string }

/**
 * Lines below a speaker line belong to the speaker, over blank lines too, until another speaks, a heading comes, or a
 * list begins after a blank line. A speaker line without words stays as text, so that nothing written is lost.
 */
export const assembleTurns = (lines: Iterable<ReadLine>): Turn[] => {
  const turns: Turn[] = []
  let open: Open | undefined
  let afterBlank = false
  let startMs: number | null = null

  const close = (): void => {
    if (open) turns.push(...toTurns(open))
    open = undefined
  }
  const begin = (speaker: string | null, text: string, time: number | null, opening = ''): void => {
    close()
    open = { speaker, startMs: time ?? startMs, lines: text === '' ? [] : [text], opening }
    startMs = null
  }

  for (const line of lines) {
    if (line.kind === 'blank') {
      if (open?.speaker === null) close()
      afterBlank = true
      continue
    }
    if (line.kind === 'speaker') begin(line.line.name, line.line.text, line.line.startMs, line.raw)
    else if (line.kind === 'time') {
      const speaker: string | null = open?.speaker ?? null
      if (open?.lines.length === 0) open.startMs ??= line.startMs
      else {
        startMs = line.startMs
        if (speaker === null) close()
        else begin(speaker, '', null)
      }
    } else if (line.kind === 'heading') {
      begin(null, line.raw, null)
      close()
    } else if (line.kind === 'section' || !open || (line.kind === 'item' && (afterBlank || open.speaker === null)))
      begin(null, line.raw, null)
    else open.lines.push(afterBlank && open.lines.length > 0 ? `\n${line.raw}` : line.raw)
    afterBlank = false
  }
  close()
  return turns
}

function toTurns({ speaker, startMs, lines, opening }: Open): Turn[] {
  const text = lines.join('\n').trim()
  if (speaker !== null && text !== '') return [{ speaker, startMs, endMs: null, text }]
  return splitLong(text || opening.trim(), longestParagraph).map((piece) => ({
    speaker: null,
    startMs,
    endMs: null,
    text: piece,
  }))
}
