import Table from 'cli-table3'
import type { ChaosResult } from './result.ts'
import { comparisonOf } from './row.ts'

export const backendNames = { redis: 'Redis', postgres: 'embedded' } as const

/** The table at the end of a run. */
export const render = ({ seed, seconds, rows, notRun }: ChaosResult): string => {
  const table = new Table({
    head: ['#', 'fault', 'case', 'queues', 'recovery', 'record', 'lost', 'twice', ''],
    style: { head: [], border: [] },
  })
  for (const row of rows)
    table.push([
      ...[row.fault, row.scenario, row.seen, backendNames[row.backend], secondsOf(row.recoveryMs), comparisonOf(row)],
      ...[row.lost, row.repeated, row.problems.length === 0 ? 'holds' : 'BROKEN'],
    ])
  const broken = rows.filter((row) => row.problems.length > 0)
  const lines = [
    table.toString(),
    ...broken.map((row) => `${row.scenario} on ${backendNames[row.backend]}, ${row.seen}: ${row.problems.join('; ')}`),
    ...notRun.map(
      (one) => `not run: ${one.scenario}${one.backend ? ` on ${backendNames[one.backend]}` : ''}: ${one.reason}`,
    ),
    `seed ${seed}: ${rows.length} worlds in ${seconds} s, ${broken.length} broken`,
  ]
  return lines.join('\n')
}

export const secondsOf = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1_000).toFixed(1)} s`)
