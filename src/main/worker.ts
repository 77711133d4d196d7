import { setPriority } from 'node:os'
import { runMain } from './run-main.ts'

/** A worker child of `start`: gives way to the API, and ends when its parent is gone. */
setPriority(15)
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
void runMain(['worker'])
