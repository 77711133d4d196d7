// Starts a TypeScript module on a worker thread. Used from sources only: a built product has JavaScript to start.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.entry)
