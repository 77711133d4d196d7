import { AppError } from '../../domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Backlog } from '../../storage/read-backlog.ts'

export type BackpressureLimits = {
  /** Runs that may wait, of one tenant and of all. */
  waitingPerTenant: number
  waitingTotal: number
}

type Deps = {
  readBacklog: (boundaryId: string) => Promise<Backlog[]>
  limits: BackpressureLimits
  now: () => Date
  log: Logger
}

type Figures = { atMs: number; waiting: Map<string, number>; total: number }

const freshMs = 1000
const shortestRetryMs = 1000
const longestRetryMs = 60_000

/**
 * Refuses submissions once too many runs wait: 429 when the tenant's own do, 503 when all together do. Retry-After is
 * the time in which the present rate of admission brings the backlog below its limit. Figures are at most about a
 * second old; reading them never delays a submission but the first.
 */
export const createRefuseOverload = (deps: Deps) => {
  let figures: Figures = { atMs: 0, waiting: new Map(), total: 0 }
  let reading: Promise<void> | null = null
  let drainPerMs = 0

  const read = async (): Promise<void> => {
    const atMs = deps.now().getTime()
    const rows = await deps.readBacklog(lastIdBefore(figures.atMs))
    const elapsedMs = atMs - figures.atMs
    const drained = figures.total - sum(rows.map((row) => row.stillWaiting))
    if (figures.atMs > 0 && elapsedMs > 0) drainPerMs = (drainPerMs + Math.max(0, drained) / elapsedMs) / 2
    figures = {
      atMs,
      waiting: new Map(rows.map((row) => [row.tenantId, row.waiting])),
      total: sum(rows.map((row) => row.waiting)),
    }
  }

  const refresh = (): Promise<void> => {
    reading ??= read()
      .catch((error: unknown) => deps.log.warn({ err: error }, 'the backlog could not be read'))
      .finally(() => {
        reading = null
      })
    return reading
  }

  return async (tenantId: string): Promise<void> => {
    if (deps.now().getTime() - figures.atMs > freshMs) {
      const refreshed = refresh()
      if (figures.atMs === 0) await refreshed
    }
    const own = figures.waiting.get(tenantId) ?? 0
    const { waitingPerTenant, waitingTotal } = deps.limits
    if (own >= waitingPerTenant) throw refusal('rate_limited', own, waitingPerTenant, drainPerMs)
    if (figures.total >= waitingTotal) throw refusal('overloaded', figures.total, waitingTotal, drainPerMs)
  }
}

const refusal = (code: 'rate_limited' | 'overloaded', waiting: number, limit: number, drainPerMs: number): AppError => {
  const neededMs = drainPerMs > 0 ? (waiting - limit + 1) / drainPerMs : longestRetryMs
  const retryAfterMs = Math.min(Math.max(neededMs, shortestRetryMs), longestRetryMs)
  return new AppError(code, `${waiting} meetings wait to be processed already; send this one again later.`, {
    retryAfterMs,
  })
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** The largest time-ordered id of a millisecond. */
const lastIdBefore = (ms: number): string => {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7fff-bfff-ffffffffffff`
}
