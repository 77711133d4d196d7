import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { collectFiles } from './collect-files.ts'
import { type Meeting, type MeetingFlags, readMeetings } from './read-meetings.ts'

/** The meetings behind the arguments; `-` is stdin. */
export const loadInput = async (
  deps: Pick<CliDeps, 'cwd' | 'stdin'>,
  paths: readonly string[],
  flags: MeetingFlags,
): Promise<Meeting[]> => {
  const meetings: Meeting[] = []
  for (const path of paths) {
    if (path === '-') meetings.push(...readMeetings('stdin', await readAll(deps.stdin), flags))
    else
      for (const file of collectFiles([path], deps.cwd))
        meetings.push(...readMeetings(file.label, await readText(file.path), flags))
  }
  if (meetings.length === 0) throw usageError('There is nothing to submit: the input is empty.')
  return meetings
}

const readAll = async (stdin: CliDeps['stdin']): Promise<string> => {
  if (stdin.isTTY) throw usageError('"-" reads a transcript from stdin, but stdin is a terminal. Pipe a file into it.')
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return textOf('stdin', Buffer.concat(chunks))
}

const readText = async (path: string): Promise<string> => {
  const bytes = await readFile(path).catch((error: Error) => {
    throw usageError(`${path} cannot be read: ${error.message}`)
  })
  return textOf(path, bytes)
}

const others: [name: string, start: string][] = [
  ['a Word file, a spreadsheet or an archive (zip)', 'PK\u0003\u0004'],
  ['a packed file (gzip)', '\u001f\u008b'],
  ['a PDF', '%PDF-'],
  ['an RTF document', '{\\rtf'],
  ['an old Word file', '\u00d0\u00cf\u0011\u00e0'],
]

/** Nothing is unpacked here: what holds text in another form has to be exported by what made it. */
const textOf = (label: string, bytes: Buffer): string => {
  const start = bytes.toString('latin1', 0, 8)
  const other = others.find(([, sign]) => start.startsWith(sign))?.[0]
  const name = other ?? (isUtf8(bytes) && !bytes.includes(0) ? undefined : 'no text in UTF-8')
  if (name === undefined) return bytes.toString('utf8')
  throw usageError(`${label} is ${name}; export the transcript as text (.txt, .vtt, .srt or .json, in UTF-8).`)
}
