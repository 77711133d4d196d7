import { extname } from 'node:path'
import { usageError } from '../errors.ts'
import { readFrontMatter } from './front-matter.ts'
import { guessFromName } from './guess-from-name.ts'

/** The body of `POST /v1/meetings`; the server checks it. */
export type MeetingBody = Record<string, unknown>

/** What the command line says about a meeting; it wins over the file, and the file over its name. */
export type MeetingFlags = {
  title?: string
  occurredAt?: string
  type?: string
  series?: string
  project?: string
  account?: string
  source?: string
  externalId?: string
  priority?: string
}

export type Meeting = { label: string; body: MeetingBody }

/** The meetings in one file: a body as JSON, one body per line, or a transcript as text. Pure. */
export const readMeetings = (label: string, content: string, flags: MeetingFlags): Meeting[] => {
  const extension = extname(label).toLowerCase()
  if (extension === '.jsonl' || extension === '.ndjson') return fromLines(label, content, flags)
  if (extension === '.json' || (extension === '' && /^\s*\{/.test(content)))
    return [{ label, body: fromJson(label, content, flags) }]
  return [{ label, body: fromText(label, content, flags) }]
}

const fromText = (label: string, content: string, flags: MeetingFlags): MeetingBody => {
  const guess = guessFromName(label)
  try {
    const { matter, text } = readFrontMatter(content)
    const { date, participants, ...rest } = matter
    const told = { occurredAt: date, ...rest, participants: participants?.map((name) => ({ name })) }
    return compact({ title: guess.title, occurredAt: guess.date }, told, flags, { text })
  } catch (error) {
    throw usageError(`The front matter of ${label} cannot be used: ${(error as Error).message}`)
  }
}

const fromJson = (label: string, content: string, flags: MeetingFlags): MeetingBody => {
  const value = parse(label, content)
  const guess = guessFromName(label)
  const named = { title: guess.title, occurredAt: guess.date }
  const body: MeetingBody = Array.isArray(value) ? { segments: value } : (value as MeetingBody)
  return isBody(body) ? compact(named, body, flags) : compact(named, flags, { text: content })
}

const fromLines = (label: string, content: string, flags: MeetingFlags): Meeting[] =>
  content
    .split(/\r?\n/)
    .map((line, index) => ({ line, at: `${label}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, at }) => ({ label: at, body: compact(parse(at, line) as MeetingBody, flags) }))

/** What a transcriber writes goes to the server as it is: its parsers know the vendors, who count in seconds. */
const isBody = ({ text, segments }: MeetingBody): boolean => {
  if ((text === undefined) === (segments === undefined)) return false
  const first: unknown = Array.isArray(segments) ? segments[0] : undefined
  return !(typeof first === 'object' && first !== null && 'start' in first)
}

const parse = (label: string, text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch (error) {
    throw usageError(`${label} is not JSON: ${(error as Error).message}`)
  }
  throw usageError(`${label} holds no meeting: a JSON object with "text" or "segments" is needed.`)
}

/** Later sources win; what is not known is left out. */
const compact = (...sources: MeetingBody[]): MeetingBody => {
  const body: MeetingBody = {}
  for (const source of sources)
    for (const [field, value] of Object.entries(source)) if (value !== undefined) body[field] = value
  return body
}
