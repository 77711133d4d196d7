import { overLimit } from '../../domain/access/over-limit.ts'
import { AppError } from '../../domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Backlog } from '../../storage/read-backlog.ts'

export type BackpressureLimits = {
  /** Runs that may wait, of one tenant that has no number of its own and of all. */
  waitingPerTenant: number
  waitingTotal: number
}

type Deps = {
  readBacklog: (boundaryId: string) => Promise<Backlog[]>
  limits: BackpressureLimits
  now: () => Date
  log: Logger
}

/** Those who wait to submit, of one tenant or of all. */
type Line = {
  waiting: number
  /** Runs that are admitted in a millisecond; 0 before any was seen to be. */
  drainPerMs: number
  /** For how long none was. */
  stalledMs: number
  /** Until when those who were refused have been told to come back. */
  promisedMs: number
}

type Figures = { atMs: number; tenants: Map<string, Line>; all: Line }

const freshMs = 1000
const shortestRetryMs = 1000
const longestRetryMs = 60_000
/** Before anything was seen to move; later as long as nothing has. */
const firstRetryMs = 5_000

/**
 * Refuses submissions once too many runs wait: 429 when the tenant's own do, 503 when all together do. Retry-After is
 * when, at the present rate of admission, there is room for this one behind those that were refused before it: all of
 * them coming back at once would be refused again but for one. Figures are at most about a second old; reading them
 * never delays a submission but the first.
 */
export const createRefuseOverload = (deps: Deps) => {
  let figures: Figures = { atMs: 0, tenants: new Map(), all: noLine }
  let reading: Promise<void> | null = null

  const read = async (): Promise<void> => {
    const atMs = deps.now().getTime()
    const { atMs: beforeMs, tenants: before, all } = figures
    const rows = await deps.readBacklog(lastIdBefore(beforeMs))
    const elapsedMs = beforeMs === 0 ? 0 : atMs - beforeMs
    // Only tenants with a backlog are remembered.
    const tenants = new Map(
      rows.map((row) => [row.tenantId, goOn(before.get(row.tenantId) ?? noLine, row, elapsedMs)] as const),
    )
    const total = {
      waiting: sum(rows.map((row) => row.waiting)),
      stillWaiting: sum(rows.map((row) => row.stillWaiting)),
    }
    figures = { atMs, tenants, all: goOn(all, total, elapsedMs) }
  }

  const refresh = (): Promise<void> => {
    reading ??= read()
      .catch((error: unknown) => deps.log.warn({ err: error }, 'the backlog could not be read'))
      .finally(() => {
        reading = null
      })
    return reading
  }

  return async (tenantId: string, waitingPerTenant = deps.limits.waitingPerTenant): Promise<void> => {
    if (deps.now().getTime() - figures.atMs > freshMs) {
      const refreshed = refresh()
      if (figures.atMs === 0) await refreshed
    }
    const { waitingTotal } = deps.limits
    const nowMs = deps.now().getTime()
    const own = figures.tenants.get(tenantId) ?? noLine
    if (own.waiting >= waitingPerTenant) throw ownRefusal(own, waitingPerTenant, nowMs)
    if (figures.all.waiting >= waitingTotal) throw overloaded(figures.all, waitingTotal, nowMs)
  }
}

const noLine: Readonly<Line> = { waiting: 0, drainPerMs: 0, stalledMs: 0, promisedMs: 0 }

/** A line at the next look; the rate is smoothed. */
const goOn = (line: Line, seen: Pick<Backlog, 'waiting' | 'stillWaiting'>, elapsedMs: number): Line => {
  if (elapsedMs <= 0) return { ...line, waiting: seen.waiting }
  const drained = Math.max(0, line.waiting - seen.stillWaiting) / elapsedMs
  return {
    ...{ waiting: seen.waiting, promisedMs: line.promisedMs },
    drainPerMs: line.drainPerMs === 0 ? drained : (line.drainPerMs + drained) / 2,
    stalledMs: drained === 0 ? line.stalledMs + elapsedMs : 0,
  }
}

const ownRefusal = (line: Line, limit: number, nowMs: number): AppError =>
  overLimit('waitingRuns', limit, `${waitAlready(line)} (at most ${limit} may).`, comeBackMs(line, limit, nowMs))

const overloaded = (line: Line, limit: number, nowMs: number): AppError =>
  new AppError('overloaded', `${waitAlready(line)}.`, { retryAfterMs: comeBackMs(line, limit, nowMs) })

const waitAlready = ({ waiting }: Line): string =>
  `${waiting} meetings wait to be processed already; send this one again later`

const comeBackMs = (line: Line, limit: number, nowMs: number): number =>
  Math.min(Math.max(promise(line, limit, nowMs) - nowMs, shortestRetryMs), longestRetryMs)

/** The moment at which there is room for one more, behind those who were told another; the next one is told a later one. */
const promise = (line: Line, limit: number, nowMs: number): number => {
  if (line.drainPerMs === 0) return nowMs + Math.max(firstRetryMs, line.stalledMs)
  const roomMs = nowMs + (line.waiting - limit + 1) / line.drainPerMs
  const turnMs = Math.max(roomMs, line.promisedMs + 1 / line.drainPerMs)
  // Nobody is told more than the longest time, so it is of no use to remember more.
  if (line !== noLine) line.promisedMs = Math.min(turnMs, nowMs + longestRetryMs)
  return turnMs
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** The largest time-ordered id of a millisecond. */
const lastIdBefore = (ms: number): string => {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7fff-bfff-ffffffffffff`
}
