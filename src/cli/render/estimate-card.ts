import type { EstimateType } from '../model-types.ts'
import { formatDuration } from './dates.ts'
import { type Canvas, counted, heading, pairs } from './layout.ts'
import { formatCount, formatMoney, formatShare } from './money.ts'
import { words } from './phrases.ts'
import { renderTable } from './table.ts'

type Task = EstimateType['tasks'][number]

/** What a meeting would ask of models and cost, and what many of them would. */
export const renderEstimate = (label: string, estimate: EstimateType, canvas: Canvas): string => {
  const { totals, projection } = estimate
  const size: [string, string][] = [
    ['segments', formatCount(estimate.segments)],
    ...(estimate.configured
      ? ([
          ['tokens', formatCount(estimate.transcriptTokens)],
          ['read in', counted(estimate.chunks, 'part')],
        ] as [string, string][])
      : []),
  ]
  const known = estimate.known
    ? ['This meeting was read already: sending it again adds nothing and costs nothing.']
    : []
  if (!estimate.configured) {
    return [
      ...heading(label, 'estimate', canvas),
      ...pairs(size, canvas),
      ...known,
      `${estimate.detail} Cost: $0.`,
    ].join('\n')
  }
  const cost =
    totals.cost === null ? `unknown: ${totals.costUnknownBecause ?? 'a price is missing'}` : formatMoney(totals.cost)
  const sums: [string, string][] = [
    ['cost', cost],
    ['calls', formatCount(totals.calls)],
    ['tokens', `${formatCount(totals.tokens.input)} in, ${formatCount(totals.tokens.output)} out`],
    ['time', `about ${formatDuration(totals.wallTimeMs)}`],
  ]
  return [
    ...heading(label, 'estimate', canvas),
    ...pairs(size, canvas),
    ...known,
    '',
    renderTable<Task>(columns, estimate.tasks, canvas),
    '',
    ...pairs(sums, canvas),
    ...(totals.cost === null ? [] : [project(projection, estimate.savedShare)]),
  ].join('\n')
}

const columns = [
  { title: 'task', value: (task: Task) => words(task.task), flexible: true },
  { title: 'model', value: (task: Task) => task.model, flexible: true },
  { title: 'calls', value: (task: Task) => formatCount(task.calls), right: true },
  { title: 'in', value: (task: Task) => formatCount(task.tokens.input), right: true },
  { title: 'out', value: (task: Task) => formatCount(task.tokens.output), right: true },
  { title: 'cost', value: (task: Task) => formatMoney(task.cost), right: true },
  { title: 'by', value: (task: Task) => task.basis ?? '' },
]

const project = (projection: EstimateType['projection'], savedShare: number | null): string => {
  const { perDay, day, month, monthWithSavings } = projection
  const saved =
    savedShare === null || savedShare === 0
      ? ''
      : `, ${formatMoney(monthWithSavings)} with the ${formatShare(savedShare)} that kept answers saved lately`
  return `${counted(perDay, 'such meeting')} a day: ${formatMoney(day)} a day, ${formatMoney(month)} in 30 days${saved}`
}
