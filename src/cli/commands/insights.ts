import type { Command } from 'commander'
import { insightType } from '../api-types.ts'
import { collect } from '../collect.ts'
import type { CliDeps } from '../deps.ts'
import { renderInsights } from '../render/insights.ts'
import { tableFooter } from '../render/table.ts'
import { openSession } from '../session.ts'
import { dayOrInstant, newCommand, positiveInteger } from './global-options.ts'

type Options = {
  kind?: string
  owner?: string
  status?: string
  project?: string
  since?: string
  until?: string
  limit: number
}

export const insightsCommand = (deps: CliDeps): Command =>
  newCommand('insights', 'action items, decisions, risks and more, over all meetings')
    .option('--kind <kind>', 'action_item, decision_made, risk, key_takeaway, question, …')
    .option('--owner <name>', 'only of this person')
    .option('--status <status>', 'open, done or dropped')
    .option('--project <name>', 'only from meetings of this project')
    .option('--since <when>', 'from this day on', dayOrInstant)
    .option('--until <when>', 'up to this day', dayOrInstant)
    .option('--limit <n>', 'at most this many', positiveInteger, 100)
    .action(async (options: Options, command: Command) => {
      const { client, out } = openSession(deps, command)
      const { limit, since, until, ...query } = options
      const pages = client.list('/v1/insights', insightType, { ...query, from: since, to: until }, limit)
      const found = await collect(pages, out.emit)
      if (found.length > 0) out.print(`${renderInsights(found, out)}\n`)
      out.print(tableFooter(found.length, 'insight', 'insights', out))
    })
