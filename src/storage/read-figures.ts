import type { Database } from './client.ts'

export type LedgerFigures = {
  runs_waiting: number
  runs_running: number
  runs_parked: number
  oldest_ready_step_seconds: number
  deliveries_open: number
}

/** The state of the ledger over all tenants, in figures and nothing else; each is a walk over a small partial index. */
export const readLedgerFigures = async (database: Database): Promise<LedgerFigures> => {
  const rows = await database.dispatch.$queryRaw<LedgerFigures[]>`
    SELECT
      (SELECT count(*) FROM run WHERE admitted_at IS NULL AND finished_at IS NULL)::int AS runs_waiting,
      (SELECT count(*) FROM run WHERE admitted_at IS NOT NULL AND finished_at IS NULL)::int AS runs_running,
      (SELECT count(*) FROM run WHERE status = 'parked')::int AS runs_parked,
      (SELECT COALESCE(extract(epoch FROM now() - min(s.ready_at)), 0)::float8
         FROM run r JOIN step s ON s.run_id = r.id
        WHERE r.admitted_at IS NOT NULL AND r.finished_at IS NULL AND s.status IN ('ready', 'dispatched'))
        AS oldest_ready_step_seconds,
      (SELECT count(*) FROM delivery WHERE status IN ('ready', 'dispatched', 'running'))::int AS deliveries_open`
  const [figures] = rows
  if (figures === undefined) throw new Error('a statement without FROM returned no row')
  return figures
}
