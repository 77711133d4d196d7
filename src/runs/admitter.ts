import type { Producer } from '../../queues/producer.ts'
import type { Logger } from '../platform/logger.ts'
import type { Database } from '../storage/client.ts'
import { admitRuns } from '../storage/sweep.ts'

/**
 * Admits waiting runs into the room that ended ones left. Calls that come while one admission is under way are
 * answered by a single further one, which sees all that happened before it.
 */
export const createAdmitter = (deps: { db: Database; producer: Producer; window: number; logger: Logger }) => {
  let running: Promise<void> = Promise.resolve()
  let busy = false
  let again = false

  const admit = async (): Promise<void> => {
    do {
      again = false
      await deps.producer.enqueue(await admitRuns(deps.db, deps.window))
    } while (again)
  }

  return (): Promise<void> => {
    if (busy) {
      again = true
      return running
    }
    busy = true
    running = admit()
      .catch((error: unknown) => deps.logger.warn({ err: error }, 'no runs admitted; the sweep will try again'))
      .finally(() => {
        busy = false
      })
    return running
  }
}

export type Admit = ReturnType<typeof createAdmitter>
