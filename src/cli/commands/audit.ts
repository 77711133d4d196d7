import type { Command } from 'commander'
import type { z } from 'zod'
import { auditType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { printList } from '../print-list.ts'
import { formatMoment } from '../render/dates.ts'
import { openSession } from '../session.ts'
import { dayOrInstant, instantOf, newCommand, positiveInteger } from './global-options.ts'

type Entry = z.infer<typeof auditType>
type Options = { since?: string; until?: string; action?: string; actor?: string; target?: string; limit: number }

export const auditCommand = (deps: CliDeps): Command =>
  newCommand('audit', 'who changed what, latest first')
    .option('--since <when>', 'from this day or instant on', dayOrInstant)
    .option('--until <when>', 'before this day or instant', dayOrInstant)
    .option('--action <operation>', 'an operation of the API, such as deleteMeetingsByMeetingId')
    .option('--actor <name>', 'as the log names it, such as "key:ci"')
    .option('--target <id>', 'what was changed')
    .option('--limit <n>', 'at most so many', positiveInteger, 50)
    .action(async ({ limit, since, until, ...exact }: Options, command: Command) => {
      const { client, out } = openSession(deps, command)
      const query = { ...exact, since: instantOf(since), until: instantOf(until) }
      const entries = client.list('/v1/audit', auditType, query, limit)
      await printList(out, entries, { columns, one: 'entry', many: 'entries' })
    })

const columns = [
  { title: 'when', value: (row: Entry) => formatMoment(row.at) },
  {
    title: 'who',
    value: (row: Entry) => (row.userId === null ? row.actor : `${row.userId} (${row.actor})`),
    flexible: true,
  },
  { title: 'what', value: (row: Entry) => row.action, flexible: true },
  { title: 'of', value: (row: Entry) => row.target ?? '' },
  { title: 'request', value: (row: Entry) => row.requestId, flexible: true },
]
