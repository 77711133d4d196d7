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
  return Buffer.concat(chunks).toString('utf8')
}

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw usageError(`${path} cannot be read: ${(error as Error).message}`)
  }
}
