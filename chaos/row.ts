import type { Backend } from '../test/support/ground.ts'

/** What was seen in one world. */
export type Row = {
  fault: number
  scenario: string
  backend: Backend
  seed: number
  /** Which of the scenario's cases. */
  seen: string
  /** From the end of the fault until all that was under way has moved on; null where nothing had to recover. */
  recoveryMs: number | null
  /** Of the calm record and of what this world has left; null where this world is meant to leave another one. */
  hashes: { calm: string; left: string } | null
  accepted: number
  lost: number
  repeated: number
  /** Answered model calls, as a multiple of the calm run's. */
  calls: number | null
  problems: string[]
}

/** How the record of a world compares with the calm one. */
export const comparisonOf = ({ hashes }: Pick<Row, 'hashes'>): 'equal' | 'differs' | 'not compared' => {
  if (!hashes) return 'not compared'
  return hashes.calm === hashes.left ? 'equal' : 'differs'
}

export type NotRun = { fault: number; scenario: string; backend: Backend | null; reason: string }
