import { createLogLimiter } from '../platform/log-limiter.ts'
import { type SweepDeps, sweep } from './sweep.ts'

const everyMs = 1_000
/** So many passes from one look for jobs of dead workers to the next. */
const passesPerClearing = 5
/** Passes that look at everything after an occasion: the first may come too early for what was dispatched just before. */
const suspiciousPasses = 3

/** Sweeps every second until stopped; suspicious after its own outage and whenever the producer may have lost jobs. */
export const createSweeper = (
  deps: SweepDeps & { everyMs?: number; onSwept?: () => void; clearLeftJobs?: () => Promise<void> },
) => {
  const limitLog = createLogLimiter(10_000)
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let suspicion = suspiciousPasses
  let passes = 0
  let current = Promise.resolve()

  const pass = async (): Promise<void> => {
    try {
      if (await deps.producer.mayHaveLostJobs()) suspicion = suspiciousPasses
      await sweep(deps, suspicion > 0)
      suspicion = Math.max(0, suspicion - 1)
      deps.onSwept?.()
      passes += 1
      if (passes % passesPerClearing === 0) await deps.clearLeftJobs?.()
    } catch (error) {
      // Whatever was away may have lost something: the next pass that works looks at everything.
      suspicion = suspiciousPasses
      limitLog('sweep', (held) => deps.logger.warn({ err: error, held }, 'sweep failed; trying again'))
    }
  }

  const schedule = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      current = pass().then(schedule)
    }, deps.everyMs ?? everyMs)
  }

  return {
    start: (): void => {
      current = pass().then(schedule)
    },
    stop: async (): Promise<void> => {
      stopped = true
      clearTimeout(timer)
      await current
    },
  }
}
