import type { Command } from 'commander'
import { type RunType, runType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { runCostType } from '../model-types.ts'
import { formatStamp } from '../render/dates.ts'
import { renderRunCard } from '../render/run-card.ts'
import { renderRunCost } from '../render/run-cost.ts'
import { describeEnd, paintStatus, statusSign } from '../render/run-line.ts'
import { renderTable, tableFooter } from '../render/table.ts'
import { openSession, type Session } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'

type Filter = { status?: string; parked?: boolean; code?: string; by?: string; limit: number }

export const runsCommand = (deps: CliDeps): Command => {
  const runs = newCommand('runs', 'the processing of meetings')
  runs.addCommand(listCommand(deps), { isDefault: true })
  runs.addCommand(
    newCommand('show', 'one run with its steps')
      .argument('<run>', 'id of the run')
      .action(async (id: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        const run = await client.get(`/v1/runs/${id}`, runType)
        out.emit(run)
        out.print(renderRunCard(run, out))
      }),
  )
  runs.addCommand(
    newCommand('cost', 'what a run cost, task by task, beside what an estimate says')
      .argument('<run>', 'id of the run')
      .action(async (id: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        const cost = await client.get(`/v1/runs/${id}/cost`, runCostType)
        out.emit(cost)
        out.print(renderRunCost(cost, out))
      }),
  )
  runs.addCommand(
    newCommand('resume', 'go on with a run that ended badly; finished steps are not repeated')
      .argument('<run>', 'id of the run')
      .option('--from <step>', 'reopen this step and those that need it')
      .action((id: string, options: { from?: string }, command: Command) => act(deps, command, id, 'resume', options)),
  )
  runs.addCommand(
    newCommand('cancel', 'stop a run; what it has written stays as it was before it')
      .argument('<run>', 'id of the run')
      .action((id: string, _options: unknown, command: Command) => act(deps, command, id, 'cancel')),
  )
  return runs
}

const act = async (deps: CliDeps, command: Command, id: string, verb: string, query = {}): Promise<void> => {
  const { client, out } = openSession(deps, command)
  const run = await client.post(`/v1/runs/${id}/${verb}`, runType, { query })
  out.emit(run)
  out.print(`${run.id}  ${paintStatus(run.status, out.style)}`)
}

const listCommand = (deps: CliDeps): Command =>
  newCommand('list', 'all of them, latest first')
    .option('--status <status>', 'accepted, running, completed, completed_with_gaps, failed, parked or cancelled')
    .option('--parked', 'only parked runs: they wait for somebody')
    .option('--code <code>', 'only those that ended with this error code')
    .option('--by <what>', 'count them by `status` or by error `code` instead')
    .option('--limit <n>', 'at most this many', positiveInteger, 100)
    .action(async (options: Filter, command: Command) => {
      const session = openSession(deps, command)
      const query = { status: options.parked ? 'parked' : options.status, code: options.code }
      const found: RunType[] = []
      for await (const run of session.client.list('/v1/runs', runType, query, options.limit)) found.push(run)
      if (options.by === undefined) showList(session, found)
      else showCounts(session, found, options.by)
    })

const showList = ({ out }: Session, found: readonly RunType[]): void => {
  for (const run of found) out.emit(run)
  const columns = [
    { title: 'accepted', value: (row: RunType) => (row.createdAt ? formatStamp(row.createdAt) : '–'), right: true },
    {
      title: '',
      value: (row: RunType) => statusSign(row.status),
      paint: (text: string, row: RunType) => paintStatus(row.status, out.style, text),
    },
    { title: 'id', value: (row: RunType) => row.id },
    { title: 'outcome', value: describeEnd, flexible: true },
  ]
  if (found.length > 0) out.print(renderTable(columns, found, out))
  out.print(tableFooter(found.length, 'run', 'runs', out))
}

const showCounts = ({ out }: Session, found: readonly RunType[], by: string): void => {
  const keyOf = (run: RunType): string => (by === 'code' ? (run.error?.code ?? 'none') : run.status)
  const counts = new Map<string, number>()
  for (const run of found) counts.set(keyOf(run), (counts.get(keyOf(run)) ?? 0) + 1)
  const rows = [...counts].map(([key, count]) => ({ [by]: key, count })).sort((a, b) => b.count - a.count)
  for (const row of rows) out.emit(row)
  const columns = [
    { title: by, value: (row: (typeof rows)[number]) => String(row[by]) },
    { title: 'runs', value: (row: (typeof rows)[number]) => String(row.count), right: true },
  ]
  out.print(renderTable(columns, rows, out))
}
