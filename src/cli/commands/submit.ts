import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { CliError, usageError } from '../errors.ts'
import { loadInput } from '../input/load-input.ts'
import type { MeetingFlags } from '../input/read-meetings.ts'
import { openSession } from '../session.ts'
import { exitCodeOf, submitMeetings } from '../submit-meetings.ts'
import { commaList, dayOrInstant, newCommand, positiveInteger } from './global-options.ts'

type Options = MeetingFlags & { date?: string; wait?: boolean; parallel: number; personas?: string[] }

const perMeeting = ['title', 'date', 'externalId'] as const

export const submitCommand = (deps: CliDeps): Command =>
  newCommand('submit', 'send meetings: files, folders, or - for stdin')
    .argument('<paths...>', 'transcripts (.txt .md .vtt .srt), meetings (.json, .jsonl), folders of them, or -')
    .option('-t, --title <title>', 'title; otherwise from the file')
    .option('-d, --date <when>', 'when it took place; otherwise from the file', dayOrInstant)
    .option('--series <name>', 'series that it belongs to')
    .option('--project <name>', 'project that it belongs to')
    .option('--account <name>', 'account that it belongs to')
    .option('--type <type>', 'meeting, call, interview, note, batch_upload or conversation')
    .option('--source <source>', 'where it comes from', 'upload')
    .option('--external-id <id>', 'your id; sending it again with other content replaces the meeting')
    .option('--priority <priority>', 'live, normal or backfill')
    .option('--personas <codes>', 'personas to summarize for, separated by commas', commaList)
    .option('-w, --wait', 'wait until the record is updated')
    .option('--parallel <n>', 'meetings in flight at once', positiveInteger, 4)
    .action(async (paths: string[], options: Options, command: Command) => {
      const session = openSession(deps, command)
      const { date, wait = false, parallel, ...flags } = options
      const meetings = await loadInput(deps, paths, { ...flags, occurredAt: date })
      const single = perMeeting.find((name) => options[name] !== undefined)
      if (meetings.length > 1 && single)
        throw usageError(`--${single.replace('I', '-i')} fits one meeting, but there are ${meetings.length}.`)
      const outcomes = await submitMeetings(session, meetings, { wait, parallel })
      const code = exitCodeOf(outcomes)
      if (code !== 0) throw new CliError(code)
    })
