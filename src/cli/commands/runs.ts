import type { Command } from 'commander'
import { collect } from '../collect.ts'
import type { CliDeps } from '../deps.ts'
import { runCostType } from '../model-types.ts'
import { formatStamp } from '../render/dates.ts'
import { renderRunCard } from '../render/run-card.ts'
import { renderRunCost } from '../render/run-cost.ts'
import { describeEnd, paintStatus, statusSign } from '../render/run-line.ts'
import { renderTable, tableFooter } from '../render/table.ts'
import { type RunProblemType, type RunType, runProblemsType, runType } from '../run-types.ts'
import { openSession, type Session } from '../session.ts'
import { changeRunsCommand } from './change-runs.ts'
import { newCommand, positiveInteger } from './global-options.ts'

type Filter = Record<string, string | undefined> & { parked?: true; by?: string; limit: number }

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
    changeRunsCommand(deps, 'resume', 'go on with runs that ended badly; finished steps are not repeated'),
  )
  runs.addCommand(changeRunsCommand(deps, 'cancel', 'stop runs; what they have written stays'))
  runs.addCommand(changeRunsCommand(deps, 'park', 'lay runs aside until they are resumed'))
  return runs
}

const listCommand = (deps: CliDeps): Command =>
  newCommand('list', 'all of them, latest first')
    .option('--status <status>', 'accepted, running, completed, completed_with_gaps, failed, parked or cancelled')
    .option('--parked', 'only parked runs: they wait for somebody')
    .option('--code <code>', 'only those that ended with this error code')
    .option('--kind <kind>', 'only those of this kind')
    .option('--series <name>', 'only those of meetings of this series')
    .option('--project <name>', 'only those of meetings of this project')
    .option('--since <moment>', 'only those accepted then or later')
    .option('--until <moment>', 'only those accepted before')
    .option('--by <what>', 'by error `code`: what waits for somebody and what to do; by `status`: how many')
    .option('--limit <n>', 'at most this many', positiveInteger, 100)
    .action(async (options: Filter, command: Command) => {
      const session = openSession(deps, command)
      const status = options.parked ? 'parked' : options.status
      if (options.by === 'code') return showProblems(session, status, options.code)
      const { code, kind, series, project, since, until } = options
      const query = { status, code, kind, series, project, since, until }
      const found = await collect(session.client.list('/v1/runs', runType, query, options.limit))
      if (options.by === undefined) showList(session, found)
      else showCounts(session, found)
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

const showProblems = async ({ client, out }: Session, status?: string, code?: string): Promise<void> => {
  const { items } = await client.get('/v1/runs/problems', runProblemsType)
  const rows = items.filter((one) => (status ?? one.status) === one.status && (code ?? one.code) === one.code)
  for (const row of rows) out.emit(row)
  const columns = [
    { title: 'code', value: (row: RunProblemType) => row.code },
    { title: 'status', value: (row: RunProblemType) => row.status },
    { title: 'runs', value: (row: RunProblemType) => String(row.runs), right: true },
    { title: 'last', value: (row: RunProblemType) => formatStamp(row.lastAt), right: true },
    { title: 'example', value: (row: RunProblemType) => row.example.runId },
  ]
  if (rows.length > 0) out.print(renderTable(columns, rows, out))
  const remedies = new Map(rows.map((row) => [row.code, row.remedy]))
  for (const [found, remedy] of remedies) out.print(`\n${found}: ${remedy}`)
  out.print(tableFooter(rows.length, 'kind of problem', 'kinds of problems', out))
}

const showCounts = ({ out }: Session, found: readonly RunType[]): void => {
  const counts = new Map<string, number>()
  for (const run of found) counts.set(run.status, (counts.get(run.status) ?? 0) + 1)
  const rows = [...counts].map(([status, count]) => ({ status, count })).sort((a, b) => b.count - a.count)
  for (const row of rows) out.emit(row)
  const columns = [
    { title: 'status', value: (row: (typeof rows)[number]) => row.status },
    { title: 'runs', value: (row: (typeof rows)[number]) => String(row.count), right: true },
  ]
  out.print(renderTable(columns, rows, out))
}
