import type { TransitionType } from '../api-types.ts'
import { formatDay, isDay } from './dates.ts'
import { cleanLine } from './text.ts'

/** `due_date` as people write it. */
export const words = (identifier: string): string => identifier.replace(/_/g, ' ')

const days = /^(-?)P(\d+)D$/
const money = /^(\d+)((?:\.\d+)?) ([A-Z]{3})$/

/** A value as people read it: dates as days, money with its thousands, the rest as it was said. */
export const formatValue = (value: string | null): string => {
  if (value === null) return '–'
  const shift = days.exec(value)
  if (shift) return formatShift(Number(shift[2]), shift[1] === '-')
  const amount = money.exec(value)
  if (amount) return `${Number(amount[1]).toLocaleString('en')}${amount[2]} ${amount[3]}`
  return isDay(value) ? formatDay(value) : cleanLine(value).replace(/^[a-z]+(_[a-z]+)+$/, words)
}

/** "1 week later", "3 days earlier". */
export const formatShift = (size: number, backwards: boolean): string => {
  const [count, unit] = size % 7 === 0 ? [size / 7, 'week'] : [size, 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'} ${backwards ? 'earlier' : 'later'}`
}

/** What a transition did, without colour: "due date 4 May 2026 → 11 May 2026", "blocker + the certificate". */
export type Move = { kind: 'set' | 'change' | 'add' | 'resolve'; from: string; to: string }

export const describeMove = (transition: TransitionType): Move => {
  const { from, to, item } = transition
  if (item !== null && to === null) return { kind: 'resolve', from: formatValue(from ?? item), to: '' }
  if (item !== null && from === null) return { kind: 'add', from: '', to: formatValue(to) }
  if (from === null) return { kind: 'set', from: '', to: formatValue(to) }
  return { kind: 'change', from: formatValue(from), to: formatValue(to) }
}
