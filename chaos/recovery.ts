import { setTimeout as sleep } from 'node:timers/promises'
import { until, type Watch } from './watch.ts'
import type { World } from './world.ts'

/**
 * Call it when the fault is over; what it returns waits until all that was under way then has moved on, and tells how
 * long that took. `claimed`: without what had not been started yet, where that is more than can be done at once.
 */
export const startRecovery = async (watch: Watch, { claimed = false } = {}): Promise<() => Promise<number>> => {
  const marks = (await watch.underWay()).filter((mark) => !claimed || mark.status === 'running')
  const since = performance.now()
  return async () => {
    await watch.moved(marks, claimed ? 300_000 : undefined)
    return performance.now() - since
  }
}

/** Resolves when at least so many steps run. */
export const busy = ({ watch }: World, steps = 1): Promise<void> =>
  until(async () => (await watch.underWay()).filter((mark) => mark.status === 'running').length >= steps, {
    ...{ everyMs: 10, withinMs: 30_000, what: `${steps} steps run` },
  })

/** How many steps have ended. */
export const endedSteps = async ({ watch }: World): Promise<number> =>
  (await watch.sql<{ n: number }>('SELECT count(*)::int AS n FROM step WHERE finished_at IS NOT NULL'))[0]?.n ?? 0

/** Repeats something until told to stop, with a pause after each time. */
export const keepDoing = (work: () => Promise<unknown>, pauseMs: number): (() => Promise<void>) => {
  let stopped = false
  const running = (async () => {
    while (!stopped) {
      await work()
      await sleep(pauseMs)
    }
  })()
  return () => {
    stopped = true
    return running
  }
}

/** Ends every connection to the world's database but the one that asks for it. */
export const endConnections = async ({ sql }: Watch): Promise<void> => {
  await sql(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
}
