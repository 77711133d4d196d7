import { readTimeCode, timeCode } from './time-code.ts'

/** A line that may open a turn: "Ana: …", "[00:01:02] Ana: …", "**Ana** (1:02): …", or "Ana  1:02" with the words below. */
export type SpeakerLine = {
  name: string
  text: string
  startMs: number | null
}

/** Names end early in a line, so only its beginning is looked at, however long it is. */
const headLength = 200
const longestName = 80

const opening = /^[\s\p{Cf}]*(?:>{2,}\s*)?(?:[-*•]\s+)?\p{Cf}*/u
const timeFirst = new RegExp(
  String.raw`^(?:\[(${timeCode})\]|\((${timeCode})\)|(${timeCode})(?=[\s|–—-]))\s*[|–—-]?\s*`,
)
const timeLast = new RegExp(String.raw`\s*(?:\[(${timeCode})\]|\((${timeCode})\)|[\s|–—-](${timeCode}))\s*$`)
/** Without a colon one space is too little: "Standup 10:30" is no speaker. */
const headerTime = new RegExp(
  String.raw`\s*(?:\[(${timeCode})\]|\((${timeCode})\)|(?:\s{2}|\t|[|–—-]\s?)(${timeCode}))\s*$`,
)
const timeOnly = new RegExp(String.raw`^\s*(?:\[(${timeCode})\]|\((${timeCode})\)|(${timeCode}))\s*$`)
const around = /^[*_`\s\p{Cf}]+|[*_`\s\p{Cf}]+$/gu
const nameShape = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{Cf} .,'’\-–&/@#_+|()[\]]*$/u
const chatName = /^from\s+(.+?)(?:\s+to\s+.+)?$/i

/** Reads a line as the opening of a turn; whether the name is somebody's is decided over the whole transcript. */
export const readSpeakerLine = (line: string): SpeakerLine | undefined => {
  const head = line.slice(0, headLength)
  const start = opening.exec(head)?.[0].length ?? 0
  const first = timeFirst.exec(head.slice(start))
  const nameStart = start + (first?.[0].length ?? 0)
  const colon = findColon(head, nameStart)
  if (colon < 0) return readHeader(line, nameStart, first)
  const label = head.slice(nameStart, colon)
  const last = timeLast.exec(label)
  const name = toName(last ? label.slice(0, last.index) : label, first !== null)
  if (!name) return undefined
  const text = line.slice(colon + 1).replace(/^\s*(?:\*\*|__)?\s*/, '')
  const below = timeOnly.exec(text.slice(0, headLength))
  if (below && text.length < headLength) return { name, text: '', startMs: timeOf(below) }
  return { name, text, startMs: timeOf(first) ?? timeOf(last) }
}

/** A line of a name and a time alone: the words stand in the lines below. */
function readHeader(line: string, nameStart: number, first: RegExpExecArray | null): SpeakerLine | undefined {
  if (line.length > headLength) return undefined
  const label = line.slice(nameStart)
  const last = headerTime.exec(label)
  if (!first?.[1] && !last) return undefined
  const name = toName(last ? label.slice(0, last.index) : label, false)
  return name ? { name, text: '', startMs: timeOf(first) ?? timeOf(last) } : undefined
}

/** The first colon that ends a label: not one of a time or a web address. */
function findColon(head: string, from: number): number {
  for (let at = from; at < head.length && at <= from + longestName + 20; at += 1) {
    const character = head[at]
    if (character === '：') return at
    if (character === ':' && /^(?:\s|[*_]|$)/.test(head.slice(at + 1, at + 2))) return at
  }
  return -1
}

function toName(label: string, timed: boolean): string | undefined {
  let name = label.replace(around, '')
  if (timed) name = (chatName.exec(name)?.[1] ?? name).trim()
  if (name.length === 0 || name.length > longestName || !nameShape.test(name)) return undefined
  if (/^(?:[\d\s.,:-]+|[A-Z][A-Z0-9]*-\d+)$/.test(name) || name.split(/\s+/).length > 8) return undefined
  // A full stop in front of another word ends a sentence, unless it shortens a word: "Dr. Ito", "J. R. Ruiz".
  return /\p{L}{5,}\.\s/u.test(name) ? undefined : name
}

function timeOf(match: RegExpExecArray | null): number | null {
  const text = match?.[1] ?? match?.[2] ?? match?.[3]
  return text === undefined ? null : readTimeCode(text)
}
