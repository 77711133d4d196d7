const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** 1 to 12 for a month's name or abbreviation, 0 for any other word. */
export const monthOf = (norm: string | undefined): number => {
  if (!norm || norm.length < 3) return 0
  const index = months.findIndex(
    (month) =>
      month === norm ||
      (norm !== 'mar' && norm !== 'may' && month.slice(0, 3) === norm) ||
      (norm === 'sept' && month === 'september'),
  )
  return index + 1
}
/** 0 (Sunday) to 6, or -1. */
export const weekdayOf = (norm: string | undefined): number =>
  norm === undefined
    ? -1
    : weekdays.findIndex(
        (day) =>
          day === norm ||
          `${day}s` === norm ||
          (norm.length >= 3 &&
            norm.length <= 5 &&
            norm !== 'sun' &&
            norm !== 'sat' &&
            norm !== 'wed' &&
            day.startsWith(norm)),
      )
