import type { Token } from '../text/token.ts'
import { addMonths, type Day, dayOf, endOfMonth, partsOf } from './calendar.ts'
import { monthOf } from './calendar-words.ts'
import type { DateAt, Tense } from './date-at.ts'
import { withYear } from './with-year.ts'

const norm = (tokens: readonly Token[], at: number): string => tokens[at]?.norm ?? ''

/** "in January", "in June 2020", "last year": the first day of a period that has begun already. */
export const monthBefore = (tokens: readonly Token[], from: number, to: number, today: Day): Day | undefined => {
  for (let at = from; at < to; at++) {
    const first = norm(tokens, at)
    if (first === 'last' && norm(tokens, at + 1) === 'year') return dayOf(partsOf(today).year - 1, 1, 1)
    if (first !== 'in' && first !== 'since' && first !== 'last') continue
    const period = periodAt(tokens, at + 1, today, 'past')
    if (period && monthOf(norm(tokens, at + 1)) > 0 && period.first <= today) return period.first
  }
  return undefined
}

/** "end of April", "mid May", "the start of next month", "end of the week", "end of next week", "end of Q3", "by year end". */
export const edgeAt = (tokens: readonly Token[], at: number, today: Day, tense: Tense): DateAt | undefined => {
  const edge = /^(end|beginning|start|middle|mid|early|late)$/.exec(norm(tokens, at))?.[1]
  if (!edge) return undefined
  let next = at + 1
  if (norm(tokens, next) === 'of') next++
  const period = periodAt(tokens, next, today, tense)
  if (!period) return undefined
  if (edge === 'end' || edge === 'late') return { day: period.last, to: period.to }
  if (edge === 'middle' || edge === 'mid') return { day: Math.floor((period.first + period.last) / 2), to: period.to }
  return { day: period.first, to: period.to }
}

type Period = { first: Day; last: Day; to: number }

const periodAt = (tokens: readonly Token[], at: number, today: Day, tense: Tense): Period | undefined => {
  const { year, month, weekday } = partsOf(today)
  const month_ = monthOf(norm(tokens, at))
  if (month_ > 0) {
    const start = withYear(tokens, at + 1, month_, 1, today, tense)
    if (!start) return undefined
    const parts = partsOf(start.day)
    return { first: start.day, last: endOfMonth(parts.year, parts.month), to: start.to }
  }
  const quarter = quarterPeriod(tokens, at, today)
  if (quarter) return quarter
  const which = /^(the|this|next)$/.exec(norm(tokens, at))?.[1]
  const index = which ? at + 1 : at
  const step = which === 'next' ? 1 : 0
  const unit = norm(tokens, index)
  const monday = today - ((weekday + 6) % 7) + 7 * step
  if (unit === 'week') return { first: monday, last: monday + 4, to: index + 1 }
  if (unit === 'day' || unit === 'business') return { first: today, last: today, to: index + 1 }
  if (unit === 'month') {
    const first = dayOf(year, month + step, 1)
    const parts = partsOf(first)
    return { first, last: endOfMonth(parts.year, parts.month), to: index + 1 }
  }
  if (unit === 'quarter') return quarterOf(year, Math.floor((month - 1) / 3) + step, index + 1)
  if (unit === 'year') return { first: dayOf(year + step, 1, 1), last: dayOf(year + step, 12, 31), to: index + 1 }
  return undefined
}

const quarterOf = (year: number, index: number, to: number): Period => {
  const first = dayOf(year, index * 3 + 1, 1)
  return { first, last: addMonths(first, 3) - 1, to }
}

const quarterPeriod = (tokens: readonly Token[], at: number, today: Day): Period | undefined => {
  const said = /^q([1-4])$/.exec(norm(tokens, at) + (norm(tokens, at) === 'q' ? norm(tokens, at + 1) : ''))
  if (!said) return undefined
  const to = norm(tokens, at) === 'q' ? at + 2 : at + 1
  const { year, month } = partsOf(today)
  const index = Number(said[1]) - 1
  const stated = /^(?:19|20)\d\d$/.exec(norm(tokens, to))
  if (stated) return quarterOf(Number(stated[0]), index, to + 1)
  return quarterOf(index < Math.floor((month - 1) / 3) ? year + 1 : year, index, to)
}

/** A bare quarter as a deadline is its last day. */
export const quarterAt = (tokens: readonly Token[], at: number, today: Day): DateAt | undefined => {
  const period = quarterPeriod(tokens, at, today)
  return period && { day: period.last, to: period.to }
}
