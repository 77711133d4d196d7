import { readTimeCode, timeCode } from './time-code.ts'

/** A block of WebVTT or SubRip. Text that stands outside of any cue has no times. */
export type Cue = {
  startMs: number | null
  endMs: number | null
  /** Some recorders write the speaker beside the number of the cue. */
  speaker: string | null
  lines: string[]
}

const timing = new RegExp(String.raw`^\s*(${timeCode})\s*--+>\s*(${timeCode})(?:\s|$)`)
const metadataBlock = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t]|$)/
const numberLine = /^\s*(?:\d{1,9}|[0-9a-fA-F-]{8,64}(?:[/-]\d+)*)\s*$/
const numberedSpeaker = /^\s*\d+\s+"([^"]{1,80})"/

export const isTiming = (line: string): boolean => line.length < 300 && line.includes('-->') && timing.test(line)

/**
 * Cues of WebVTT or SubRip, tolerant of what recorders get wrong: commas for points, missing hours, numbers or blank
 * lines. Comments, styles and headers are skipped; any other text outside of a cue is kept.
 */
export const readCues = (body: string): Cue[] => {
  const cues: Cue[] = []
  let open: Cue | undefined
  /** Lines since the last blank one that belong to no cue: the next timing line makes the last of them its name. */
  let loose: string[] = []

  const closeLoose = (): void => {
    if (loose.length > 0 && !metadataBlock.test((loose[0] ?? '').slice(0, 20)))
      cues.push({ startMs: null, endMs: null, speaker: null, lines: loose })
    loose = []
  }

  for (const line of body.split('\n')) {
    if (isTiming(line)) {
      const name = open ? numberBefore(open.lines) : loose.pop()
      closeLoose()
      open = beginCue(line, name)
      cues.push(open)
    } else if (line.trim() === '') {
      closeLoose()
      open = undefined
    } else (open?.lines ?? loose).push(line)
  }
  closeLoose()
  return cues
}

function beginCue(line: string, name: string | undefined): Cue {
  const match = timing.exec(line)
  return {
    startMs: readTimeCode(match?.[1] ?? ''),
    endMs: readTimeCode(match?.[2] ?? ''),
    speaker: numberedSpeaker.exec((name ?? '').slice(0, 120))?.[1] ?? null,
    lines: [],
  }
}

/** Where the blank line between two cues is missing, the number of the second looks like words of the first. */
function numberBefore(lines: string[]): string | undefined {
  const last = lines.at(-1)
  return last !== undefined && last.length < 80 && numberLine.test(last) ? lines.pop() : undefined
}
