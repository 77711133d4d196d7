import type { Logger } from '../platform/logger.ts'
import type { Database } from '../storage/client.ts'

export type WatchDatabaseDeps = {
  db: { dispatch: Pick<Database['dispatch'], '$queryRaw'> }
  logger: Pick<Logger, 'error'>
  goneAfterMs: number
  /** Called once, when the database has not answered for so long that this process is of no use any more. */
  onGone: () => void
  /** Milliseconds that only grow. */
  now?: () => number
}

const longestPauseMs = 10_000

/**
 * Tells whether the database is gone for good. It is asked only when nothing was heard of it for a while, so that a
 * healthy system pays nothing; and by a clock of its own, because what waits for a database may wait without end.
 */
export const createDatabaseWatch = (deps: WatchDatabaseDeps) => {
  const { db, logger, goneAfterMs, onGone, now = () => performance.now() } = deps
  const pauseMs = Math.min(longestPauseMs, goneAfterMs / 4)
  let timer: NodeJS.Timeout | undefined
  let heard = false
  let silentSince: number | undefined
  let over = false

  const look = async (): Promise<void> => {
    try {
      if (!heard) await within(pauseMs, db.dispatch.$queryRaw`SELECT 1`)
      heard = false
      silentSince = undefined
    } catch (error) {
      silentSince ??= now()
      const silentMs = Math.round(now() - silentSince)
      if (over || silentMs < goneAfterMs) return
      over = true
      logger.error({ err: error, silentMs }, 'the database has not answered for too long; this process ends')
      onGone()
    }
  }

  const schedule = (): void => {
    if (over) return
    timer = setTimeout(() => void look().then(schedule), pauseMs).unref()
  }

  return {
    start: schedule,
    /** Something worked that needs the database. */
    hear: (): void => {
      heard = true
    },
    look,
    stop: (): void => {
      clearTimeout(timer)
      over = true
    },
  }
}

const within = async <T>(ms: number, answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
