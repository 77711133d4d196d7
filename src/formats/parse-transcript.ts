import { AppError } from '../domain/errors.ts'
import { canonicalText } from '../domain/meeting/canonical-text.ts'
import { parseCues } from './parse-cues.ts'
import { parseSegments } from './parse-segments.ts'
import { parseText } from './parse-text.ts'
import { parseVendor } from './parse-vendor.ts'
import { isTiming } from './read-cues.ts'
import { toSegments } from './to-segments.ts'
import type { ParsedTranscript, TranscriptFormat } from './transcript.ts'

export type TranscriptInput = {
  /** `text`, or nothing: the body tells. */
  format?: TranscriptFormat | 'text'
  body: string
  /** Who was announced: helps to tell "Ana: …" from "Status: …". */
  participants?: readonly { name: string }[]
}

/** More segments than this have no order key, and no meeting. */
const mostSegments = 200_000

/**
 * Turns what was submitted into segments. Reads WebVTT, SubRip, text with speaker lines, prose, and the JSON of the
 * API and of several services; tells them apart by themselves unless the format is given. Throws only AppError:
 * `empty_transcript`, `invalid_request` for JSON it does not know, `payload_too_large`.
 */
export const parseTranscript = (input: TranscriptInput): ParsedTranscript => {
  const parsed = parse(input)
  if (parsed.segments.every((segment) => segment.text === ''))
    throw new AppError('empty_transcript', 'There is nothing to read in the transcript.')
  if (parsed.segments.length > mostSegments)
    throw new AppError('payload_too_large', `${parsed.segments.length} segments; at most ${mostSegments} are read`)
  return parsed
}

function parse({ format, body, participants }: TranscriptInput): ParsedTranscript {
  const json = format === 'prose' || format === 'speaker-text' ? undefined : readJson(body)
  if (format === 'segments' || json !== undefined) return parseJson(format, json)
  const text = canonicalText(body)
  const layout = format === 'vtt' || format === 'srt' ? format : sniffCues(text)
  if (layout) return toSegments(layout, parseCues(text, participants))
  const { format: found, turns } = parseText(text, participants)
  return toSegments(found, turns)
}

function parseJson(format: TranscriptInput['format'], json: unknown): ParsedTranscript {
  const vendor = format === 'segments' ? undefined : parseVendor(json)
  if (vendor) return toSegments(vendor.format, vendor.turns)
  return toSegments('segments', parseSegments(json), { verbatim: true })
}

/** A list of objects or an object; any other JSON (a quoted sentence, a number) is text. */
function readJson(body: string): unknown {
  if (!/^\uFEFF?\s*(?:\{|\[\s*[{\]])/.test(body)) return undefined
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** WebVTT says what it is; SubRip, and WebVTT that lost its header, show a timing within the first lines. */
function sniffCues(text: string): 'vtt' | 'srt' | undefined {
  if (/^WEBVTT(?:\s|$)/.test(text)) return 'vtt'
  const first = text.slice(0, 2000).split('\n').slice(0, 6)
  const timing = first.find(isTiming)
  if (timing === undefined) return undefined
  return timing.includes(',') ? 'srt' : 'vtt'
}
