import type { Backend } from '../test/support/ground.ts'
import type { Stage } from './stage.ts'

/** One fault of the table. `run` brings it about, once or several times, and has each world judged. */
export type Scenario = {
  name: string
  /** Its number in the table of faults; 0: a storm of all of them. */
  fault: number
  /** What happens, in the words of the page. */
  does: string
  /** What has to come of it. */
  must: string
  /** Queue backends on which it means something; both by default. */
  backends?: readonly Backend[]
  /** Part of the short run. */
  quick?: boolean
  /** Left out unless it is asked for by its name. */
  onRequest?: boolean
  run: (stage: Stage) => Promise<void>
}

/** What was seen in one world. */
export type Row = {
  fault: number
  scenario: string
  backend: Backend
  /** Which of the scenario's cases. */
  seen: string
  /** From the end of the fault until all that was under way has moved on; null where nothing had to recover. */
  recoveryMs: number | null
  digest: 'equal' | 'differs' | 'not compared'
  accepted: number
  lost: number
  repeated: number
  /** Answered model calls, as a multiple of the calm run's. */
  calls: number | null
  problems: string[]
}

export type NotRun = { fault: number; scenario: string; backend: Backend | null; reason: string }
