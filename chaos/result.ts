import { readFileSync } from 'node:fs'
import type { NotRun, Row } from './row.ts'

/** What one run has seen. */
export type ChaosResult = {
  seed: number
  seconds: number
  /** Share of the processors that others used when the run began and when it ended, whichever was more. */
  others: number
  rows: readonly Row[]
  notRun: readonly NotRun[]
}

/**
 * Several runs as one, such as the whole table and a storm with many meetings. What a later run has seen of a scenario on
 * a backend with a seed takes the place of what an earlier one saw of it.
 */
export const mergeResults = (results: readonly ChaosResult[]): ChaosResult => {
  const keyOf = (row: Row): string => `${row.scenario} ${row.backend} ${row.seed}`
  let rows: Row[] = []
  for (const result of results) {
    const again = new Set(result.rows.map(keyOf))
    rows = [...rows.filter((row) => !again.has(keyOf(row))), ...result.rows]
  }
  return {
    seed: results[0]?.seed ?? 0,
    seconds: results.reduce((sum, result) => sum + result.seconds, 0),
    others: Math.max(...results.map((result) => result.others)),
    rows,
    notRun: results.flatMap((result) => result.notRun),
  }
}

/** Results that `--save` has written. */
export const readResults = (files: readonly string[]): ChaosResult[] =>
  files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as ChaosResult)
