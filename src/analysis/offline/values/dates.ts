import { numberAt, ordinalAt } from '../text/numbers.ts'
import { tableOf } from '../text/table.ts'
import type { Token } from '../text/token.ts'
import { addMonths, type Day, dayOf, isDay, partsOf, validDay } from './calendar.ts'
import { monthOf, weekdayOf } from './calendar-words.ts'
import type { DateAt, Tense } from './date-at.ts'
import { edgeAt, quarterAt } from './periods.ts'
import { withYear } from './with-year.ts'

/** The first date said in a range of tokens, read against the day of the meeting. */
export const findDate = (
  tokens: readonly Token[],
  from: number,
  to: number,
  today: Day,
  tense: Tense = 'future',
): (DateAt & { from: number }) | undefined => {
  for (let at = from; at < to; at++) {
    const found = dateAt(tokens, at, today, tense)
    if (found && found.to <= to + 1) return { ...found, from: at }
  }
  return undefined
}

/** A date that starts at a token; undefined when none does. */
const dateAt = (tokens: readonly Token[], at: number, today: Day, tense: Tense): DateAt | undefined =>
  opensDate.test(norm(tokens, at)) ? readDate(tokens, at, today, tense) : undefined

/** Most words open no date: telling so at once keeps long passages fast. */
const opensDate =
  /^(?:\d.*|the|in|within|next|this|last|coming|late|early|mid|middle|end|start|beginning|today|tonight|tomorrow|yesterday|an?|another|half|q[1-4]?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|thir|twen|fort|fift|fif|first|second|third|eigh|nin|six|seven)[a-z]*)$/

const readDate = (tokens: readonly Token[], at: number, today: Day, tense: Tense): DateAt | undefined =>
  isoAt(tokens, at) ??
  edgeAt(tokens, at, today, tense) ??
  dayAndMonthAt(tokens, at, today, tense) ??
  weekdayAt(tokens, at, today, tense) ??
  relativeAt(tokens, at, today) ??
  quarterAt(tokens, at, today) ??
  dayOfMonthAt(tokens, at, today, tense)

const norm = (tokens: readonly Token[], at: number): string => tokens[at]?.norm ?? ''
const skipThe = (tokens: readonly Token[], at: number): number => (norm(tokens, at) === 'the' ? at + 1 : at)

const isoAt = (tokens: readonly Token[], at: number): DateAt | undefined => {
  const [year, month, day] = [norm(tokens, at), norm(tokens, at + 1), norm(tokens, at + 2)]
  if (!/^(19|20)\d\d$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return undefined
  if ((tokens[at + 1]?.start ?? 0) - (tokens[at]?.end ?? 0) !== 1) return undefined
  const result = validDay(Number(year), Number(month), Number(day))
  return result === undefined ? undefined : { day: result, to: at + 3 }
}

/** "April 10", "the tenth of April", "Thursday the tenth of April", "10 April 2026". */
const dayAndMonthAt = (tokens: readonly Token[], at: number, today: Day, tense: Tense): DateAt | undefined => {
  let start = at
  if (weekdayOf(norm(tokens, start)) >= 0) start++
  const month = monthOf(norm(tokens, start))
  if (month > 0) {
    const next = skipThe(tokens, start + 1)
    const date = ordinalAt(tokens, next) ?? cardinalDay(tokens, next)
    if (!date || (tokens[start + 1]?.gap ?? 0) > 1) return undefined
    return withYear(tokens, date.to, month, date.value, today, tense)
  }
  const date = ordinalAt(tokens, skipThe(tokens, start)) ?? cardinalDay(tokens, skipThe(tokens, start))
  if (!date) return undefined
  const after = norm(tokens, date.to) === 'of' ? date.to + 1 : date.to
  const named = monthOf(norm(tokens, after))
  if (named === 0 || (tokens[after]?.gap ?? 0) > 0) return undefined
  return withYear(tokens, after + 1, named, date.value, today, tense)
}

const cardinalDay = (tokens: readonly Token[], at: number) => {
  const found = numberAt(tokens, at)
  return found && Number.isInteger(found.value) && found.value >= 1 && found.value <= 31 ? found : undefined
}

/** "Friday", "next Friday", "this Friday", "Thursday the seventeenth", "two weeks from Friday", "a week on Friday". */
const weekdayAt = (tokens: readonly Token[], at: number, today: Day, tense: Tense): DateAt | undefined => {
  const qualifier = /^(next|this|last|coming)$/.exec(norm(tokens, at))?.[1]
  const index = qualifier ? at + 1 : at
  const weekday = weekdayOf(norm(tokens, index))
  if (weekday < 0) return undefined
  const dated = qualifier ? undefined : dayOfMonthAt(tokens, index + 1, today, tense)
  if (dated && (tokens[index + 1]?.gap ?? 0) < 2) return dated
  const ahead = (weekday - partsOf(today).weekday + 7) % 7 || 7
  const behind = (partsOf(today).weekday - weekday + 7) % 7 || 7
  if (qualifier === 'last' || (tense === 'past' && !qualifier)) return { day: today - behind, to: index + 1 }
  // "Next Friday" is the one of the coming week, not the Friday in two days.
  const nextWeek = qualifier === 'next' && ahead + ((partsOf(today).weekday + 6) % 7) < 7
  return { day: today + ahead + (nextWeek ? 7 : 0), to: index + 1 }
}

const spans = tableOf({ day: 1, days: 1, week: 7, weeks: 7, fortnight: 14, fortnights: 14 })

/** "today", "tomorrow", "in two weeks", "three days from now", "two weeks from this Friday", "next week". */
const relativeAt = (tokens: readonly Token[], at: number, today: Day): DateAt | undefined => {
  const first = norm(tokens, at)
  if (first === 'today' || first === 'tonight') return { day: today, to: at + 1 }
  if ((first === 'this' || first === 'late') && /^(afternoon|evening|morning)$/.test(norm(tokens, at + 1)))
    return { day: today, to: at + 2 }
  if (first === 'tomorrow') return { day: today + 1, to: at + 1 }
  if (first === 'yesterday') return { day: today - 1, to: at + 1 }
  const start = first === 'in' || first === 'within' ? at + 1 : at
  const count =
    norm(tokens, start) === 'a' || norm(tokens, start) === 'another'
      ? { value: 1, to: start + 1 }
      : numberAt(tokens, start)
  if (!count) return undefined
  const unit = norm(tokens, count.to)
  const span = spans.get(unit)
  const move = (from: Day): Day | undefined => {
    if (span === undefined && !/^months?$/.test(unit)) return undefined
    const day = span === undefined ? addMonths(from, count.value) : from + count.value * span
    return isDay(day) ? day : undefined
  }
  const moved = move(today)
  if (moved === undefined) return undefined
  const link = norm(tokens, count.to + 1)
  if (link === 'from' || link === 'after' || link === 'on') {
    if (/^(now|today)$/.test(norm(tokens, count.to + 2))) return { day: moved, to: count.to + 3 }
    const base = weekdayAt(tokens, count.to + 2, today, 'future') ?? relativeBase(tokens, count.to + 2, today)
    const day = base && move(base.day)
    return base && day !== undefined ? { day, to: base.to } : undefined
  }
  if (link === 'ago') {
    const day = 2 * today - moved
    return isDay(day) ? { day, to: count.to + 2 } : undefined
  }
  return start > at ? { day: moved, to: count.to + 1 } : undefined
}

const relativeBase = (tokens: readonly Token[], at: number, today: Day): DateAt | undefined =>
  norm(tokens, at) === 'tomorrow' ? { day: today + 1, to: at + 1 } : undefined

/** "the 15th", "the twenty eighth": the next one, or the last one when told in the past. */
function dayOfMonthAt(tokens: readonly Token[], at: number, today: Day, tense: Tense): DateAt | undefined {
  if (norm(tokens, at) !== 'the') return undefined
  const date = ordinalAt(tokens, at + 1)
  if (!date || date.value > 31) return undefined
  const after = norm(tokens, date.to)
  // "the first draft", "the second half": an ordinal that counts something else.
  const stands =
    date.value > 10 ||
    /\d/.test(norm(tokens, at + 1)) ||
    date.to >= tokens.length ||
    (tokens[date.to]?.gap ?? 0) > 0 ||
    /^(at|then|instead|in|for|and|is|we|so|not|or|now|latest)$/.test(after)
  if (!stands) return undefined
  const within = tense === 'future' ? monthSpokenOf(tokens, at) : 0
  if (within > 0) return withYear(tokens, date.to, within, date.value, today, tense)
  const { year, month, day } = partsOf(today)
  const step = tense === 'future' ? (date.value < day ? 1 : 0) : date.value > day ? -1 : 0
  const first = partsOf(dayOf(year, month + step, 1))
  const result = validDay(first.year, first.month, date.value)
  return result === undefined ? undefined : { day: result, to: date.to }
}

/** "They had a slot at the end of April, so it has to be in by the twenty fifth": the month that was named before. */
const monthSpokenOf = (tokens: readonly Token[], at: number): number => {
  for (let index = at - 1; index > 0; index--) {
    const month = monthOf(norm(tokens, index))
    if (month > 0 && /^(?:of|in|early|mid|late|until|till|to)$/.test(norm(tokens, index - 1))) return month
  }
  return 0
}
