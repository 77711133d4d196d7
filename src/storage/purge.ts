import type { Tx } from './tx.ts'

/** What grows with use and is not the record. */
export const purgeables = ['idempotencyKeys', 'runs', 'modelCalls', 'deliveries', 'events', 'audit'] as const
export type Purgeable = (typeof purgeables)[number]

type Rule = {
  table: string
  key: string
  /** Condition on `t`; $2 is the number of days. */
  expired: string
  /** What goes with the rows whose keys are in `gone`. */
  with?: string
  /** Its rows may not be changed, and so not be locked either. */
  fixed?: boolean
}

const older = (column: string): string => `t.${column} < now() - make_interval(days => $2::int)`

const rules: Record<Purgeable, Rule> = {
  idempotencyKeys: { table: 'idempotency_key', key: 'key', expired: older('created_at') },
  // A meeting keeps its last run and the one whose facts count: it is shown with them and restored from them.
  runs: {
    table: 'run',
    key: 'id',
    expired: `${older('finished_at')} AND NOT EXISTS (
      SELECT FROM meeting m WHERE m.tenant_id = t.tenant_id AND m.id = t.meeting_id
         AND (m.live_generation = t.generation OR m.generation = t.generation))
      AND (t.meeting_id IS NULL OR EXISTS (
        SELECT FROM run later WHERE later.tenant_id = t.tenant_id AND later.meeting_id = t.meeting_id AND later.id > t.id))`,
    with: 'DELETE FROM step s USING gone WHERE s.tenant_id = $1::uuid AND s.run_id = gone.key',
  },
  modelCalls: { table: 'model_call', key: 'id', expired: older('created_at') },
  deliveries: {
    table: 'delivery',
    key: 'id',
    expired: older('finished_at'),
    with: 'DELETE FROM delivery_attempt a USING gone WHERE a.tenant_id = $1::uuid AND a.delivery_id = gone.key',
  },
  events: {
    table: 'event',
    key: 'id',
    expired: `${older('created_at')} AND NOT EXISTS (
      SELECT FROM delivery d WHERE d.tenant_id = t.tenant_id AND d.event_id = t.id AND d.finished_at IS NULL)`,
    with: `DELETE FROM delivery d USING gone WHERE d.tenant_id = $1::uuid AND d.event_id = gone.key`,
  },
  audit: { table: 'audit', key: 'id', expired: older('at'), fixed: true },
}

/** Removes up to `most` rows of a tenant that are older than these days; how many. Rows that somebody uses are left. */
export const purgeSome = async (
  tx: Tx,
  tenantId: string,
  { what, days, most }: { what: Purgeable; days: number; most: number },
): Promise<number> => {
  const { table, key, expired, with: also, fixed = false } = rules[what]
  const [row] = await tx.$queryRawUnsafe<{ rows: number }[]>(
    `WITH old AS (SELECT t.${key} AS key FROM ${table} t WHERE t.tenant_id = $1::uuid AND ${expired}
                   ORDER BY t.${key} LIMIT $3::int ${fixed ? '' : 'FOR UPDATE SKIP LOCKED'}),
       gone AS (DELETE FROM ${table} t USING old WHERE t.tenant_id = $1::uuid AND t.${key} = old.key RETURNING t.${key} AS key)
       ${also === undefined ? '' : `, others AS (${also})`}
     SELECT count(*)::int AS rows FROM gone`,
    ...[tenantId, days, most],
  )
  return row?.rows ?? 0
}

export const countExpired = async (tx: Tx, tenantId: string, what: Purgeable, days: number): Promise<number> => {
  const { table, expired } = rules[what]
  const [row] = await tx.$queryRawUnsafe<{ rows: number }[]>(
    `SELECT count(*)::int AS rows FROM ${table} t WHERE t.tenant_id = $1::uuid AND ${expired}`,
    ...[tenantId, days],
  )
  return row?.rows ?? 0
}
