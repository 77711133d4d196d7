import { readModelReport } from '../../storage/read-model-report.ts'
import type { Tx } from '../../storage/tx.ts'
import type { TaskHistory } from './plan-calls.ts'

/** How tasks went lately, where there were enough calls to tell. */
export type TaskHabits = Readonly<Record<string, (TaskHistory & { meanMs: number }) | undefined>>

export const habitsWindowMs = 30 * 86_400_000
/** Chunks below which a mean says nothing. */
const fewest = 10
/** More pairs of model and task than any catalogue has. */
const mostPairs = 1_000

/** Means over the last month of this tenant. Every chunk is read for observations once, so those calls count chunks. */
export const readHabits = async (tx: Tx, tenantId: string, now: Date): Promise<TaskHabits> => {
  const rows = await readModelReport(tx, tenantId, { since: new Date(now.getTime() - habitsWindowMs) }, mostPairs)
  const sum = (task: string, value: (row: (typeof rows)[number]) => number): number =>
    rows.filter((row) => row.task === task).reduce((total, row) => total + value(row), 0)
  const chunks = sum('extract_observations', (row) => row.okCalls)
  if (chunks < fewest) return {}
  const tasks = [...new Set(rows.map((row) => row.task))]
  return Object.fromEntries(
    tasks.flatMap((task) => {
      const calls = sum(task, (row) => row.calls)
      const measured = sum(task, (row) => row.calls - row.unknownTokenCalls)
      if (measured === 0) return []
      const habit = {
        callsPerChunk: sum(task, (row) => row.okCalls) / chunks,
        inputPerCall: sum(task, (row) => row.input + row.cacheRead + row.cacheWrite) / measured,
        outputPerCall: sum(task, (row) => row.output) / measured,
        meanMs: sum(task, (row) => (row.meanMs ?? 0) * row.calls) / calls,
      }
      return [[task, habit] as const]
    }),
  )
}
