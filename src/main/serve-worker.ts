import { createWorker } from '../../processors/worker.ts'
import type { QueueName } from '../../queues/catalog.ts'

import type { Resources } from './resources.ts'
import { wireProcessors } from './wire-processors.ts'

export type RunningWorker = { stop: () => Promise<void> }

const graceMs = 8_000

/** Takes steps from the queues until stopped; what runs then gets a grace and is handed back. */
export const serveWorker = async (resources: Resources, queues: readonly QueueName[]): Promise<RunningWorker> => {
  const { config, db, log, producer } = resources
  const { registry, deliver, close } = wireProcessors(resources)
  const worker = createWorker({
    db,
    connection: resources.queues,
    producer,
    registry,
    deliver,
    queues,
    concurrency: config.worker.concurrency,
    admissionWindow: config.worker.admissionWindow,
    logger: log,
  })
  await worker.start()
  return {
    stop: async () => {
      await worker.stop({ graceMs })
      await close()
    },
  }
}
