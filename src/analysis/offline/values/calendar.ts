/** Days are counted from 1970-01-01 in the calendar of the meeting; no time zone is left in them. */
export type Day = number

const msPerDay = 86_400_000

export const dayOf = (year: number, month: number, day: number): Day =>
  Math.floor(Date.UTC(year, month - 1, day) / msPerDay)

export const isoOf = (day: Day): string => new Date(day * msPerDay).toISOString().slice(0, 10)

export const partsOf = (day: Day): { year: number; month: number; day: number; weekday: number } => {
  const date = new Date(day * msPerDay)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  }
}

const [firstDay, lastDay] = [dayOf(1000, 1, 1), dayOf(9999, 12, 31)]

/** Whether it is a whole day that can be written with a year of four figures: "in 999999999 days" is none. */
export const isDay = (day: number): boolean => Number.isInteger(day) && day >= firstDay && day <= lastDay

/** undefined for the 31st of a month that has 30 days. */
export const validDay = (year: number, month: number, day: number): Day | undefined => {
  const result = dayOf(year, month, day)
  const parts = partsOf(result)
  return parts.month === month && parts.day === day ? result : undefined
}

export const endOfMonth = (year: number, month: number): Day => dayOf(year, month + 1, 1) - 1

export const addMonths = (day: Day, months: number): Day => {
  const { year, month, day: date } = partsOf(day)
  const first = partsOf(dayOf(year, month + months, 1))
  return Math.min(dayOf(first.year, first.month, date), endOfMonth(first.year, first.month))
}

/** The calendar day of an instant where the meeting was held. */
export const localDay = (instant: string, timeZone: string): Day => {
  const at = new Date(instant)
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(timeZone)
  if (offset) {
    const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1)
    return Math.floor((at.getTime() + minutes * 60_000) / msPerDay)
  }
  try {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    const [year, month, day] = format.format(at).split('-').map(Number)
    return dayOf(year ?? 1970, month ?? 1, day ?? 1)
  } catch {
    return Math.floor(at.getTime() / msPerDay)
  }
}
