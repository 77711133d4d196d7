import { Argument, type Command } from 'commander'
import { type FigureType, figureType } from '../analytics-types.ts'
import type { CliDeps } from '../deps.ts'
import { renderFigure } from '../render/figure-table.ts'
import { describeExpectation } from '../render/forecast-card.ts'
import { tableFooter } from '../render/table.ts'
import { openSession, type Session } from '../session.ts'
import { dayOrInstant, newCommand, positiveInteger } from './global-options.ts'

const figures = [
  'status',
  'flow',
  'throughput',
  'time-in-state',
  'cycle-time',
  'ownership',
  'forecast',
  'quality',
] as const

type Options = {
  type?: string
  dimension?: string
  project?: string
  at?: string
  from?: string
  to?: string
  by?: string
  within?: number
}

export const analyticsCommand = (deps: CliDeps): Command =>
  newCommand('analytics', 'counts and durations over everything, and what is expected soon')
    .addArgument(new Argument('<what>', 'which figure').choices(figures))
    .option('--type <type>', 'only things of this type')
    .option('--dimension <name>', 'only this dimension, such as status')
    .option('--project <name>', 'forecast: only what meetings of this project speak of')
    .option('--at <when>', 'status: as it was then', dayOrInstant)
    .option('--from <when>', 'flow, throughput, cycle-time: from this day on', dayOrInstant)
    .option('--to <when>', 'flow, throughput, cycle-time: up to this day', dayOrInstant)
    .option('--by <period>', 'throughput: day, week or month')
    .option('--within <days>', 'forecast: so many days ahead', positiveInteger)
    .action(async (what: string, { at, ...options }: Options, command: Command) => {
      const session = openSession(deps, command)
      const answer = await session.client.get(`/v1/analytics/${what}`, figureType, { ...options, asOf: at })
      session.out.emit(answer)
      show(session, answer)
    })

const show = ({ out }: Session, answer: FigureType): void => {
  const rows = answer.rows ?? answer.items?.map((item) => ({ name: item.entityName, expected: expected(item) }))
  const table = rows ?? partsOf(answer)
  if (table.length > 0) out.print(renderFigure(table, out))
  if (rows) out.print(tableFooter(rows.length, 'row', 'rows', out))
}

const expected = (item: Parameters<typeof describeExpectation>[0]): string =>
  `${item.dimension.replace(/_/g, ' ')}: ${describeExpectation(item)}`

/** A report of one of each as rows: what it is called and what it is. */
const partsOf = (answer: Record<string, unknown>): { part: string; figure: unknown }[] =>
  Object.entries(answer).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? partsOf(value as Record<string, unknown>).map((row) => ({ ...row, part: `${name}: ${row.part}` }))
      : [{ part: name, figure: value }],
  )
