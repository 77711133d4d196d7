import type { ModelReportType, UsageType } from '../model-types.ts'
import { formatDuration } from './dates.ts'
import { type Canvas, counted } from './layout.ts'
import { formatCount, formatMoney, formatShare } from './money.ts'
import { type Column, renderTable } from './table.ts'

const figures: readonly Column<UsageType>[] = [
  { title: 'calls', value: (row) => formatCount(row.calls), right: true },
  { title: 'ok', value: (row) => formatShare(row.successShare), right: true },
  { title: 'tokens in', value: ({ tokens }) => formatCount(allInput(tokens)), right: true },
  { title: 'out', value: ({ tokens }) => formatCount(tokens.output), right: true },
  { title: 'kept', value: (row) => formatCount(row.cached.answers), right: true },
  { title: 'saved', value: (row) => formatMoney(row.cached.saved), right: true },
  { title: 'cost', value: (row) => formatMoney(row.cost), right: true },
]

const allInput = ({ input, cacheRead, cacheWrite }: UsageType['tokens']): number => input + cacheRead + cacheWrite

/** What was asked and what it cost, one row for each combination of the groups, and a line over all of it. */
export const renderUsage = (
  groups: readonly string[],
  rows: readonly UsageType[],
  total: UsageType,
  canvas: Canvas,
): string => {
  const keys = groups.map((group) => ({
    title: group,
    value: (row: UsageType) => (row[group] === null || row[group] === undefined ? '–' : String(row[group])),
    flexible: true,
  }))
  const table = rows.length === 0 ? [] : [renderTable([...keys, ...figures], rows, canvas), '']
  return [...table, canvas.style.bold(describeTotal(total))].join('\n')
}

/** "34 calls, 12,345 tokens in, 678 out, $1.23; 5 answers were kept, which saved about $0.10". */
const describeTotal = ({ calls, tokens, cost, knownCost, unknownCostCalls, cached }: UsageType): string => {
  const asked = `${counted(calls, 'call')}, ${formatCount(allInput(tokens))} tokens in, ${formatCount(tokens.output)} out`
  const price =
    cost === null
      ? `${formatMoney(knownCost)} and what ${counted(unknownCostCalls, 'call')} of unknown cost took`
      : formatMoney(cost)
  const saved =
    cached.answers === 0 ? '' : `; ${counted(cached.answers, 'kept answer')} saved about ${formatMoney(cached.saved)}`
  return `${asked}, ${price}${saved}`
}

const duration = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms))

/** How each model did at each task. */
export const renderModelReport = (rows: readonly ModelReportType[], canvas: Canvas): string =>
  renderTable<ModelReportType>(
    [
      { title: 'model', value: (row) => row.model, flexible: true },
      { title: 'task', value: (row) => row.task, flexible: true },
      { title: 'calls', value: (row) => formatCount(row.calls), right: true },
      { title: 'ok', value: (row) => formatShare(row.successShare), right: true },
      { title: 'mean', value: (row) => duration(row.latency.meanMs), right: true },
      { title: 'p95', value: (row) => duration(row.latency.p95Ms), right: true },
      { title: 'kept', value: (row) => formatShare(row.cacheHitShare), right: true },
      { title: 'cost', value: (row) => formatMoney(row.cost), right: true },
    ],
    rows,
    canvas,
  )
