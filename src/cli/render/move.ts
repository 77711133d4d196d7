import type { TransitionType } from '../api-types.ts'
import { daysBetween } from './dates.ts'
import type { Canvas } from './layout.ts'
import { describeMove, formatShift, words } from './phrases.ts'
import { visibleWidth, wrap } from './text.ts'

/** What changed, in colour: "due date  4 May 2026 → 11 May 2026  1 week later". More lines when it does not fit. */
export const renderMove = (transition: TransitionType, { style, width }: Canvas): string[] => {
  const move = describeMove(transition)
  const label = style.dim(words(transition.dimension))
  const days = daysBetween(transition.from, transition.to)
  const moved = days === 0 ? '' : formatShift(Math.abs(days), days < 0)
  const note = move.kind === 'resolve' ? 'resolved' : moved
  const tail = note === '' ? '' : `  ${style.dim(note)}`
  const sides: Record<typeof move.kind, [string, string]> = {
    set: ['', style.bold(move.to)],
    change: [move.from, `→ ${style.bold(move.to)}`],
    add: ['', `${style.dim('+')} ${style.bold(move.to)}`],
    resolve: [`${style.dim('−')} ${move.from}`, ''],
  }
  const [before, after] = sides[move.kind]
  const line = `${label}  ${[before, after].filter(Boolean).join(' ')}${tail}`
  if (visibleWidth(line) <= width) return [line]
  const from = wrap(move.from, width - 2)
  const to = wrap(move.kind === 'change' ? `→ ${move.to}` : move.to, width - 2)
  return [label + tail, ...from.map((each) => `  ${each}`), ...to.map((each) => `  ${style.bold(each)}`)]
}
