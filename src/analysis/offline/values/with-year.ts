import type { Token } from '../text/token.ts'
import { type Day, partsOf, validDay } from './calendar.ts'
import type { DateAt, Tense } from './date-at.ts'

/** A year as it follows a month: 2026, or nothing; then the nearest that fits the tense. */
export const withYear = (
  tokens: readonly Token[],
  at: number,
  month: number,
  date: number,
  today: Day,
  tense: Tense,
): DateAt | undefined => {
  const said = /^(?:19|20)\d\d$/.exec(tokens[at]?.norm ?? '')
  if (said) {
    const day = validDay(Number(said[0]), month, date)
    return day === undefined ? undefined : { day, to: at + 1 }
  }
  const { year } = partsOf(today)
  const day = validDay(year, month, date)
  if (day === undefined) return undefined
  const slack = tense === 'future' ? today - day > 31 : day - today > 7
  const moved = slack ? validDay(tense === 'future' ? year + 1 : year - 1, month, date) : day
  return moved === undefined ? undefined : { day: moved, to: at }
}
