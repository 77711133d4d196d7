import type { Command } from 'commander'
import { collect } from '../collect.ts'
import type { CliDeps } from '../deps.ts'
import type { Client } from '../http/client.ts'
import { modelReportType, type UsageType, usagePageType } from '../model-types.ts'
import { tableFooter } from '../render/table.ts'
import { renderModelReport, renderUsage } from '../render/usage-table.ts'
import { openSession, type Session } from '../session.ts'
import { commaList, dayOrInstant, newCommand, positiveInteger } from './global-options.ts'

type Options = {
  group: string[]
  from?: string
  to?: string
  meeting?: string
  run?: string
  models?: boolean
  hours: number
  limit: number
}

export const usageCommand = (deps: CliDeps): Command =>
  newCommand('usage', 'what models were asked, how it went, and what it cost')
    .option('--group <names>', 'day, model, task, step, meeting, run, prompt; several with commas', commaList, ['day'])
    .option('--from <when>', 'from this day on', dayOrInstant)
    .option('--to <when>', 'up to this day', dayOrInstant)
    .option('--meeting <id>', 'only this meeting')
    .option('--run <id>', 'only this run')
    .option('--models', 'how fast and how well each model did at each task instead')
    .option('--hours <n>', 'with --models: how far to look back', positiveInteger, 24)
    .option('--limit <n>', 'at most this many rows', positiveInteger, 200)
    .action(async (options: Options, command: Command) => {
      const session = openSession(deps, command)
      await (options.models ? showReport(session, options) : showUsage(session, options))
    })

const showUsage = async ({ client, out }: Session, options: Options): Promise<void> => {
  const { rows, total } = await readRows(client, options)
  for (const row of rows) out.emit(row)
  out.emit({ total })
  out.print(renderUsage(options.group, rows, total, out))
}

const pageSize = 100

const readRows = async (
  client: Client,
  { group, from, to, meeting, run, limit }: Options,
): Promise<{ rows: UsageType[]; total: UsageType }> => {
  const query = { group: group.join(','), from, to, meetingId: meeting, runId: run, limit: Math.min(limit, pageSize) }
  const first = await client.get('/v1/usage', usagePageType, query)
  const rows = [...first.items]
  for (let cursor = first.nextCursor; cursor !== null && rows.length < limit; ) {
    const page = await client.get('/v1/usage', usagePageType, { ...query, cursor })
    rows.push(...page.items)
    cursor = page.nextCursor
  }
  return { rows: rows.slice(0, limit), total: first.total }
}

const showReport = async ({ client, out }: Session, { hours, limit }: Options): Promise<void> => {
  const rows = await collect(client.list('/v1/usage/models', modelReportType, { hours }, limit))
  for (const row of rows) out.emit(row)
  if (rows.length > 0) out.print(`${renderModelReport(rows, out)}\n`)
  out.print(tableFooter(rows.length, 'pair of model and task', 'pairs of model and task', out))
}
