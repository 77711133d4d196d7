import { costType } from '../fields.ts'
import type { RunType } from '../run-types.ts'
import { formatDuration, formatMoment } from './dates.ts'
import { type Canvas, heading, pairs } from './layout.ts'
import { formatCount, formatMoney } from './money.ts'
import { describeEnd, paintStatus } from './run-line.ts'
import { renderTable } from './table.ts'
import { cleanLine } from './text.ts'

/** One run with its steps: what was done, what it took, what went wrong. */
export const renderRunCard = (run: RunType, canvas: Canvas): string => {
  const facts: [string, string][] = [
    ['meeting', run.meetingId ?? '–'],
    ['started', run.startedAt ? formatMoment(run.startedAt) : 'not yet'],
    ['engine', run.engine ?? '–'],
    ...(run.degraded ? [['degraded', 'yes'] as [string, string]] : []),
    ...spent(run),
  ]
  const steps = renderTable(
    [
      { title: 'step', value: (step) => step.name },
      {
        title: 'status',
        value: (step) => step.status,
        paint: (text, step) => paintStatus(step.status, canvas.style, text),
      },
      { title: 'tries', value: (step) => String(step.attempts), right: true },
      { title: 'took', value: (step) => took(step.startedAt, step.finishedAt), right: true },
      ...(asked(run)
        ? [{ title: 'cost', value: (step: RunType['steps'][number]) => formatMoney(step.cost), right: true }]
        : []),
      { title: 'detail', value: (step) => step.error?.message ?? step.detail ?? '', flexible: true },
    ],
    run.steps,
    canvas,
  )
  return [
    ...heading(`Run ${run.id}`, run.kind, canvas),
    ...pairs(facts, canvas),
    cleanLine(describeEnd(run)),
    '',
    steps,
  ].join('\n')
}

const asked = ({ totals }: RunType): number => Number(totals.modelCalls ?? 0)

/** What models took for it; nothing is said of a run that asked none. */
const spent = (run: RunType): [string, string][] =>
  asked(run) === 0
    ? []
    : [
        ['model calls', formatCount(asked(run))],
        ['cost', formatMoney(costType.parse(run.totals.cost))],
      ]

const took = (from: string | null, to: string | null): string =>
  from && to ? formatDuration(Date.parse(to) - Date.parse(from)) : ''
