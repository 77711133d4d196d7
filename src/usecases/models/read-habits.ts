import { readTaskFigures } from '../../storage/read-task-figures.ts'
import type { Tx } from '../../storage/tx.ts'
import type { TaskHistory } from './plan-calls.ts'

/** How tasks went lately, where there were enough calls to tell. */
export type TaskHabits = Readonly<Record<string, (TaskHistory & { meanMs: number }) | undefined>>

export const habitsWindowMs = 30 * 86_400_000
/** Chunks below which a mean says nothing. */
const fewest = 10

/** Means over the last month of this tenant. Every chunk is read for observations once, so those calls count chunks. */
export const readHabits = async (tx: Tx, tenantId: string, now: Date): Promise<TaskHabits> => {
  const rows = await readTaskFigures(tx, tenantId, new Date(now.getTime() - habitsWindowMs))
  const chunks = rows.find((row) => row.task === 'extract_observations')?.okCalls ?? 0
  if (chunks < fewest) return {}
  return Object.fromEntries(
    rows.flatMap((row) => {
      if (row.okCalls === 0) return []
      // Of answers that were of use: what went into the others is a part of their price.
      const habit = {
        callsPerChunk: row.okCalls / chunks,
        inputPerCall: (row.input + row.cacheRead + row.cacheWrite) / row.okCalls,
        outputPerCall: row.output / row.okCalls,
        meanMs: row.meanMs ?? 0,
      }
      return [[row.task, habit] as const]
    }),
  )
}
