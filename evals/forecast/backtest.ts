import { dayMs, daysBetween } from '../../src/domain/forecast/calendar.ts'
import { expectNext } from '../../src/domain/forecast/expect-next.ts'
import { historyOf, type Moves, type Past, type Stays } from '../../src/domain/forecast/moves.ts'
import type { LabelledChange } from './labelled-changes.ts'

/** What is asked for each change: the next value when the thing came to the one before it, and the day of the change. */
export type Backtest = {
  changes: number
  /** Changes for which there were enough cases before. */
  told: number
  /** Of those told: the value came as foretold; the most frequent next value of the type before then would have been right. */
  right: number
  frequent: number
  /** Of those told with days: the real day lies between a tenth and nine tenths (or after a tenth, while nine tenths have not left); the middle width of closed spans. */
  dated: number
  within: number
  widthDays: number | null
  /** Where does it stand so many days after it came to a value? Right by the forecast, and by "nothing changes". */
  horizons: { days: number; asked: number; forecast: number; unchanged: number }[]
}

const horizonDays = [90, 180, 365]

type Stay = LabelledChange & {
  /** When it came to `from`; null when that was before the first label. */
  sinceMs: number | null
}

/** Every change is foretold from what was known on the day when the thing came to the value that it leaves. */
export const backtest = (changes: readonly LabelledChange[]): Backtest => {
  const stays = staysOf(changes)
  const told = stays.flatMap((stay) => foretell(stay, changes, stays))
  const dated = told.flatMap(({ span, stay }) =>
    span && stay.sinceMs !== null ? [{ ...span, days: daysBetween(stay.sinceMs, stay.dateMs) }] : [],
  )
  const widths = dated.flatMap(({ p10, p90 }) => (p90 === null ? [] : [p90 - p10])).sort((a, b) => a - b)
  return {
    changes: stays.length,
    told: told.length,
    right: told.filter(({ value, stay }) => value === stay.to).length,
    frequent: told.filter(({ usual, stay }) => usual === stay.to).length,
    dated: dated.length,
    within: dated.filter(({ days, p10, p90 }) => p10 <= days && (p90 === null || days <= p90)).length,
    widthDays: widths[Math.floor(widths.length / 2)] ?? null,
    horizons: horizonDays.map((days) => lookAhead(days, changes, stays)),
  }
}

const lineOf = ({ world, entity, dimension }: LabelledChange): string => `${world}|${entity}|${dimension}`

function staysOf(changes: readonly LabelledChange[]): Stay[] {
  const last = new Map<string, LabelledChange>()
  return changes.flatMap((change) => {
    const before = last.get(lineOf(change))
    last.set(lineOf(change), change)
    return change.from === null ? [] : [{ ...change, sinceMs: before?.dateMs ?? null }]
  })
}

/** What was known of a world before a day: moves that had happened, and what stood where. */
function knownBefore(changes: readonly LabelledChange[], stays: readonly Stay[], world: string, dayMs: number) {
  const isKnown = (row: LabelledChange) => row.world === world && row.dateMs < dayMs
  const moves = stays.filter(isKnown).flatMap(({ type, dimension, from, to, sinceMs, dateMs }): Moves[] => {
    const days = sinceMs === null ? null : daysBetween(sinceMs, dateMs)
    return from === null ? [] : [{ type, dimension, from, to, days, count: 1 }]
  })
  const standing = new Map(changes.filter(isKnown).map((change) => [lineOf(change), change]))
  const still = [...standing.values()].map(
    ({ type, dimension, to, dateMs }): Stays => ({
      ...{ type, dimension, value: to, days: daysBetween(dateMs, dayMs), count: 1 },
    }),
  )
  const history = historyOf(moves, still)
  return { moves, past: (type: string, dimension: string, value: string): Past => history(type, dimension, value) }
}

function foretell(stay: Stay, changes: readonly LabelledChange[], stays: readonly Stay[]) {
  const { moves, past } = knownBefore(changes, stays, stay.world, stay.sinceMs ?? stay.dateMs)
  const next = expectNext(past(stay.type, stay.dimension, stay.from ?? ''), stay.sinceMs === null ? null : 0)
  if (next === null) return []
  const usual = mostFrequent(
    moves.filter(({ dimension }) => dimension === stay.dimension).flatMap(({ to }) => to ?? []),
  )
  return [{ stay, value: next.likely[0]?.to, usual, span: next.days }]
}

/** From each day on which a thing came to a value, as far as the labels reach. */
function lookAhead(days: number, changes: readonly LabelledChange[], stays: readonly Stay[]) {
  const lastMs = Math.max(...changes.map(({ dateMs }) => dateMs))
  const horizon = { days, asked: 0, forecast: 0, unchanged: 0 }
  for (const change of changes) {
    const { world, type, dimension, dateMs, to } = change
    const thenMs = dateMs + days * dayMs
    if (thenMs > lastMs) continue
    const next = expectNext(knownBefore(changes, stays, world, dateMs).past(type, dimension, to), 0)
    if (!next?.days) continue
    const later = changes.filter(
      (other) => lineOf(other) === lineOf(change) && other.dateMs > dateMs && other.dateMs <= thenMs,
    )
    const real = later.at(-1)?.to ?? to
    const isLeft = next.days.p50 !== null && next.days.p50 <= days
    horizon.asked += 1
    horizon.forecast += Number((isLeft ? next.likely[0]?.to : to) === real)
    horizon.unchanged += Number(to === real)
  }
  return horizon
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0] ?? null
}
