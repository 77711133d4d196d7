import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Looks at the database of a world past the product, and waits while it is away. */
export type Watch = {
  sql: <T extends object>(text: string, values?: unknown[]) => Promise<T[]>
  /** Steps that are dispatched or running now. */
  underWay: () => Promise<StepMark[]>
  /** Resolves when each of these was claimed anew or has ended. */
  moved: (marks: readonly StepMark[], withinMs?: number) => Promise<void>
  openRuns: () => Promise<number>
  close: () => Promise<void>
}

export type StepMark = { runId: string; name: string; claim: number; status: string }

export const openWatch = (databaseUrl: string): Watch => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 5_000 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  const sql: Watch['sql'] = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> => {
    const deadline = performance.now() + 60_000
    for (;;) {
      try {
        return (await pool.query<T>(text, values)).rows
      } catch (error) {
        if (!isAway(error) || performance.now() > deadline) throw error
        await sleep(50)
      }
    }
  }
  return {
    sql,
    underWay: () =>
      sql<StepMark>(
        `SELECT run_id AS "runId", name, claim, status FROM step WHERE status IN ('dispatched', 'running')`,
      ),
    moved: (marks, withinMs = 90_000) =>
      until(
        async () => {
          const [row] = await sql<{ n: number }>(
            `SELECT count(*)::int AS n FROM unnest($1::uuid[], $2::text[], $3::int[]) AS mark (run_id, name, claim)
               JOIN step s ON s.run_id = mark.run_id AND s.name = mark.name
              WHERE s.finished_at IS NULL AND s.claim <= mark.claim`,
            [marks.map((mark) => mark.runId), marks.map((mark) => mark.name), marks.map((mark) => mark.claim)],
          )
          return row?.n === 0
        },
        { withinMs, what: `${marks.length} steps that were under way have moved` },
      ),
    openRuns: async () =>
      (await sql<{ n: number }>('SELECT count(*)::int AS n FROM run WHERE finished_at IS NULL'))[0]?.n ?? -1,
    close: () => pool.end(),
  }
}

/** SQLSTATEs of a server that goes or comes, and everything without one. */
const isAway = (error: unknown): boolean => {
  const { code } = error as { code?: string }
  return code === undefined || !/^[0-9A-Z]{5}$/.test(code) || /^(57P0|08|53|3D000)/.test(code)
}

export const until = async (
  condition: () => Promise<boolean> | boolean,
  options: { withinMs?: number; everyMs?: number; what: string | (() => string) },
): Promise<void> => {
  const { withinMs = 60_000, everyMs = 50 } = options
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${tell(options.what)}`)
    await sleep(everyMs)
  }
}

const tell = (what: string | (() => string)): string => (typeof what === 'string' ? what : what())
