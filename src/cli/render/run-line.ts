import { bar } from '../progress/bar.ts'
import type { RunType } from '../run-types.ts'
import { formatDuration } from './dates.ts'
import { counted } from './layout.ts'
import { words } from './phrases.ts'
import type { Style } from './style.ts'
import { cleanLine } from './text.ts'

/** Text in the colour of a status. */
export const paintStatus = (status: string, style: Style, text = words(status)): string => {
  if (status === 'completed' || status === 'done') return style.green(text)
  if (status === 'failed' || status === 'parked') return style.red(text)
  if (status === 'completed_with_gaps' || status === 'cancelled') return style.yellow(text)
  return text
}

const signs: Readonly<Record<string, string>> = {
  completed: '✔',
  completed_with_gaps: '◐',
  failed: '✖',
  parked: '✖',
  cancelled: '–',
}

/** The status of a run in one column. */
export const statusSign = (status: string): string => signs[status] ?? '…'

/** A run under way: "██████░░░░  60 % extract". */
export const describeProgress = (run: RunType): string => {
  const step = run.currentStep ?? run.steps.find((each) => each.status === 'running')?.name ?? words(run.status)
  return `${bar(run.progress)} ${step}`
}

/** A run that has ended: "7 changes, 3 insights in 1.2 s", or what went wrong. */
export const describeEnd = (run: RunType): string => {
  const total = (name: string): number => Number(run.totals[name] ?? 0)
  const status = words(run.status)
  if (run.status !== 'completed' && run.status !== 'completed_with_gaps') {
    const why = run.error?.message ?? run.statusDetail ?? ''
    return why === '' ? status : `${status}: ${cleanLine(why)}`
  }
  const took = total('processingTimeMs')
  const facts = [counted(total('transitionCount'), 'change'), counted(total('insightCount'), 'insight')]
  const gaps = run.status === 'completed' ? '' : `${status}: `
  return `${gaps}${facts.join(', ')}${took > 0 ? ` in ${formatDuration(took)}` : ''}`
}
