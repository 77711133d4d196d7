import type { Worker } from 'bullmq'

/** So many failures in one turn of the event loop are no failures of a server, which would take time to answer. */
const mostAtOnce = 100
const pauseMs = 1_000

/**
 * A connection that ends while a worker opens it makes BullMQ ask for jobs again and again without ever waiting: no
 * timer and no signal gets through to the process any more. Such a worker is paused and tried again later.
 */
export const stopSpinning = (worker: Pick<Worker, 'pause' | 'resume' | 'on'>): void => {
  let failures = 0
  let counting = false
  worker.on('error', () => {
    failures += 1
    if (!counting) {
      counting = true
      setImmediate(() => {
        counting = false
        failures = 0
      })
    }
    if (failures !== mostAtOnce) return
    void worker.pause(true).catch(() => {})
    setTimeout(() => worker.resume(), pauseMs).unref()
  })
}
