import { setPriority } from 'node:os'
import { queueNames } from '../../queues/catalog.ts'
import { answerForMetrics } from './child-metrics.ts'
import { readEnvironment } from './environment.ts'
import { runWorker } from './run-worker.ts'

/** A worker child of `start`: gives way to the API, and ends when its parent is gone. Loads nothing but what it needs. */
setPriority(15)
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
const { metrics } = await runWorker(readEnvironment(), queueNames)
answerForMetrics(metrics.snapshot)
