import type { Command } from 'commander'
import { type StaleType, staleType } from '../analytics-types.ts'
import type { CliDeps } from '../deps.ts'
import { printList } from '../print-list.ts'
import { formatDay } from '../render/dates.ts'
import { counted } from '../render/layout.ts'
import { openSession } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'

type Options = { type?: string; project?: string; limit: number }

export const staleCommand = (deps: CliDeps): Command =>
  newCommand('stale', 'what nobody has spoken of for unusually long; inferred')
    .option('--type <type>', 'only this type')
    .option('--project <name>', 'only what meetings of this project speak of')
    .option('--limit <n>', 'at most this many', positiveInteger, 200)
    .action(async ({ limit, ...query }: Options, command: Command) => {
      const { client, out } = openSession(deps, command)
      const columns = [
        { title: 'name', value: (row: StaleType) => row.entityName, flexible: true },
        { title: 'type', value: (row: StaleType) => row.type },
        { title: 'last seen', value: (row: StaleType) => formatDay(row.lastSeen) },
        { title: 'silent for', value: (row: StaleType) => counted(row.silentDays, 'day') },
        { title: 'unusual after', value: (row: StaleType) => counted(row.limitDays, 'day') },
      ]
      const rows = client.list('/v1/analytics/stale', staleType, query, limit)
      await printList(out, rows, { columns, one: 'stale thing', many: 'stale things' })
    })
