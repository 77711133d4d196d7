import type { RunCostType } from '../model-types.ts'
import { type Canvas, counted, heading } from './layout.ts'
import { formatCount, formatMoney } from './money.ts'
import { words } from './phrases.ts'
import { type Column, renderTable } from './table.ts'

type Task = RunCostType['tasks'][number]

const columns: readonly Column<Task>[] = [
  { title: 'task', value: ({ task }) => words(task), flexible: true },
  { title: 'calls', value: ({ actual }) => formatCount(actual.calls), right: true },
  { title: 'in', value: ({ actual }) => formatCount(actual.tokens.input), right: true },
  { title: 'out', value: ({ actual }) => formatCount(actual.tokens.output), right: true },
  { title: 'cost', value: ({ actual }) => formatMoney(actual.cost), right: true },
  { title: 'est. calls', value: ({ estimated }) => formatCount(estimated.calls), right: true },
  { title: 'est. cost', value: ({ estimated }) => formatMoney(estimated.cost), right: true },
]

/** What a run cost beside what an estimate says of the same words. */
export const renderRunCost = (cost: RunCostType & { runId?: unknown }, canvas: Canvas): string => {
  const { actual, estimated, costRatio, tasks } = cost
  const ratio = costRatio === null ? '' : `, ${costRatio} times the estimate of ${formatMoney(estimated?.cost ?? null)}`
  const price =
    actual.cost === null
      ? `${formatMoney(actual.knownCost)} and what ${counted(actual.unknownCostCalls, 'call')} of unknown cost took`
      : formatMoney(actual.cost)
  return [
    ...heading('Cost of the run', String(cost.runId ?? ''), canvas),
    ...(tasks.length === 0 ? [] : [renderTable(columns, tasks, canvas), '']),
    `${counted(actual.calls, 'call')}, ${price}${ratio}`,
  ].join('\n')
}
