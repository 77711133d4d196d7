import { createWatchStep } from '../../processors/watch-step.ts'
import { createWorker } from '../../processors/worker.ts'
import type { QueueName } from '../../queues/catalog.ts'

import type { Analyst } from '../analysis/analyst.ts'
import type { Config } from '../platform/config.ts'
import { createSubmitRun } from '../runs/submit-run.ts'
import { createUpgrader } from '../runs/upgrader.ts'
import type { Resources } from './resources.ts'
import { keepRetention } from './retention.ts'
import { wireAnalyst } from './wire-analyst.ts'
import { wireProcessors } from './wire-processors.ts'

export type RunningWorker = { stop: () => Promise<void> }

const graceMs = 8_000

/** Takes steps from the queues until stopped; what runs then gets a grace and is handed back. */
export const serveWorker = async (
  resources: Resources,
  queues: readonly QueueName[],
  onDatabaseGone: () => void,
): Promise<RunningWorker> => {
  const { config, db, log, producer } = resources
  const { analyst, close: closeAnalyst } = wireAnalyst(resources)
  const { registry, deliver, close } = wireProcessors(resources, analyst)
  const worker = createWorker({
    db,
    connection: resources.queues,
    producer,
    registry,
    deliver,
    queues,
    concurrency: config.worker.concurrency,
    ...roomFor(analyst, config),
    admissionWindow: config.worker.admissionWindow,
    logger: log,
    watch: createWatchStep(resources),
    databaseGone: { afterMs: config.worker.databaseGoneAfterMs, tell: onDatabaseGone },
  })
  const upgrader = wireUpgrader(resources, analyst)
  const retention = keepRetention(resources)
  await worker.start()
  upgrader?.start()
  return {
    stop: async () => {
      await Promise.all([upgrader?.stop(), retention.stop()])
      await worker.stop({ graceMs })
      await Promise.all([close(), closeAnalyst()])
    },
  }
}

/** With models, steps wait more than they work: there have to be more of them, as far as the connections go. */
const roomFor = ({ engine }: Analyst, { analysis, database }: Config) =>
  engine === 'offline'
    ? {}
    : { callsAtOnce: analysis.parallelCalls, reconcilesAtOnce: Math.max(2, Math.floor(database.poolSize / 2) - 1) }

/** Reads again what had to be left to rules; there is nothing better where no model is configured, or 0 turns it off. */
const wireUpgrader = ({ config, db, log, producer }: Resources, analyst: Analyst) => {
  const everyMs = config.llm.upgradeIntervalMs
  if (analyst.engine === 'offline' || everyMs === 0) return undefined
  const submitRun = createSubmitRun({ admissionWindow: config.worker.admissionWindow })
  return createUpgrader({ db, producer, submitRun, everyMs, logger: log })
}
