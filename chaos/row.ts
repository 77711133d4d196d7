import type { Backend } from '../test/support/ground.ts'

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
