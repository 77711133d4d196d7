import { parse } from 'chrono-node'
import { type Day, dayOf, partsOf, validDay } from './calendar.ts'

const longest = 120
/** Dots stand in dates that begin with the day, everywhere. */
const dotted = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])/
const numeric = /\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?/

/**
 * A date written in figures ("3/28/2026", "28.03.2026"), which the parsers of spoken dates leave alone. A date with
 * neither day nor month, or only a time, is none.
 */
export const findWrittenDate = (text: string, today: Day): Day | undefined => {
  if (!numeric.test(text)) return undefined
  const [, ...figures] = dotted.exec(text) ?? []
  const [date = 0, inMonth = 0, inYear = 0] = figures.map(Number)
  const stated = inYear > 1000 ? validDay(inYear, inMonth, date) : undefined
  if (stated !== undefined) return stated
  const { year, month, day } = partsOf(today)
  const reference = new Date(year, month - 1, day, 12)
  for (const { start } of parse(text.slice(0, longest), reference, { forwardDate: true })) {
    const [y, m, d] = [start.get('year'), start.get('month'), start.get('day')]
    if (start.isCertain('month') && start.isCertain('day') && y !== null && m !== null && d !== null)
      return dayOf(y, m, d)
  }
  return undefined
}
