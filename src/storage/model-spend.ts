import type { Tx } from './tx.ts'

/**
 * US dollars that a tenant has spent on models today (UTC, by the clock of Postgres) and those that it may spend: its own
 * budget where it has one, else `budget`. Decimals; a null budget: as much as it takes.
 */
export const readAccount = async (
  tx: Tx,
  tenantId: string,
  budget: string | null,
): Promise<{ spent: string; budget: string | null }> => {
  const rows = await tx.$queryRaw<{ spent: string; budget: string | null }[]>`
    SELECT coalesce((SELECT cost FROM model_spend
                      WHERE tenant_id = ${tenantId}::uuid AND day = (now() AT TIME ZONE 'utc')::date), 0)::text AS spent,
           coalesce((SELECT limits->>'dailyBudget' FROM tenant WHERE id = ${tenantId}::uuid), ${budget}) AS budget`
  return rows[0] ?? { spent: '0', budget }
}

/**
 * Marks that the budget of today is spent. Of all that find it so the first one gets the day (ISO) and what was spent,
 * everybody else null.
 */
export const markBudgetReached = async (
  tx: Tx,
  tenantId: string,
  budget: string,
): Promise<{ day: string; spent: string } | null> => {
  const rows = await tx.$queryRaw<{ day: string; spent: string }[]>`
    INSERT INTO model_spend AS s (tenant_id, day, alerted_at)
    SELECT ${tenantId}::uuid, (now() AT TIME ZONE 'utc')::date, now() WHERE ${budget}::numeric <= 0
    ON CONFLICT (tenant_id, day) DO NOTHING
    RETURNING s.day::text AS day, trim_scale(s.cost)::text AS spent`
  if (rows[0] !== undefined) return rows[0]
  const marked = await tx.$queryRaw<{ day: string; spent: string }[]>`
    UPDATE model_spend SET alerted_at = now()
     WHERE tenant_id = ${tenantId}::uuid AND day = (now() AT TIME ZONE 'utc')::date
       AND alerted_at IS NULL AND cost >= ${budget}::numeric
    RETURNING day::text AS day, trim_scale(cost)::text AS spent`
  return marked[0] ?? null
}
