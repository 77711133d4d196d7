import { parse } from 'chrono-node'
import { type Day, dayOf, partsOf } from './calendar.ts'

const longest = 120
const numeric = /\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?/

/**
 * A date written in figures ("3/28/2026", "28.03.2026"), which the parsers of spoken dates leave alone. A date with
 * neither day nor month, or only a time, is none.
 */
export const findWrittenDate = (text: string, today: Day): Day | undefined => {
  if (!numeric.test(text)) return undefined
  const { year, month, day } = partsOf(today)
  const reference = new Date(year, month - 1, day, 12)
  for (const { start } of parse(text.slice(0, longest), reference, { forwardDate: true })) {
    const [y, m, d] = [start.get('year'), start.get('month'), start.get('day')]
    if (start.isCertain('month') && start.isCertain('day') && y !== null && m !== null && d !== null)
      return dayOf(y, m, d)
  }
  return undefined
}
