import { type CallFigures, callFigures } from './call-figures.ts'
import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export const usageGroups = ['day', 'model', 'task', 'step', 'meeting', 'run', 'prompt'] as const
export type UsageGroup = (typeof usageGroups)[number]

export type UsageFilter = { from?: Date; to?: Date; meetingId?: string; runId?: string }

export type UsageRow = CallFigures & {
  /** Values of the groups in the order in which they were asked for; '' where a call has none. */
  keys: string[]
  /** True for the one row over everything. */
  total: boolean
  /** What cached answers would have cost, as far as that can be told. */
  savedCost: string
  /** Cached answers of which nobody knows what they would have cost. */
  unknownSavings: number
}

/** Compared bytewise, so that pages go on where the one before ended whatever the locale of the server. */
const keyOf: Readonly<Record<UsageGroup, Prisma.Sql>> = {
  day: Prisma.sql`to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') COLLATE "C"`,
  model: Prisma.sql`c.model COLLATE "C"`,
  task: Prisma.sql`c.task COLLATE "C"`,
  step: Prisma.sql`COALESCE(c.step, '') COLLATE "C"`,
  meeting: Prisma.sql`COALESCE(c.meeting_id::text, '') COLLATE "C"`,
  run: Prisma.sql`COALESCE(c.run_id::text, '') COLLATE "C"`,
  prompt: Prisma.sql`c.prompt_version COLLATE "C"`,
}

/**
 * Calls of models by groups, and over all of them: one statement, so that rows and total are of the same moment. What a
 * cached answer saved is the mean of what the same prompt and model cost when they were paid for the same meeting, else
 * for any.
 */
export const readUsage = (
  tx: Tx,
  tenantId: string,
  groups: readonly UsageGroup[],
  filter: UsageFilter,
  page: { after: readonly string[] | undefined; limit: number },
): Promise<UsageRow[]> => {
  const keys = groups.map((group) => keyOf[group])
  return tx.$queryRaw`
    WITH c AS (
      SELECT c.* FROM model_call c WHERE c.tenant_id = ${tenantId}::uuid
        ${when(filter.from, (value) => Prisma.sql`c.created_at >= ${value}`)}
        ${when(filter.to, (value) => Prisma.sql`c.created_at <= ${value}`)}
        ${when(filter.meetingId, (value) => Prisma.sql`c.meeting_id = ${value}::uuid`)}
        ${when(filter.runId, (value) => Prisma.sql`c.run_id = ${value}::uuid`)}
    ), asked AS (
      SELECT DISTINCT prompt_version, model FROM c WHERE outcome = 'cached'
    ), paid AS (
      SELECT p.prompt_version, p.model, p.meeting_id, sum(p.cost) AS cost, count(*) AS calls
      FROM model_call p JOIN asked USING (prompt_version, model)
      WHERE p.tenant_id = ${tenantId}::uuid AND p.outcome = 'ok' AND p.cost IS NOT NULL GROUP BY 1, 2, 3
    ), usual AS (
      SELECT prompt_version, model, sum(cost) / sum(calls) AS cost FROM paid GROUP BY 1, 2
    ), priced AS (
      SELECT c.*, CASE WHEN c.outcome = 'cached' THEN COALESCE(paid.cost / paid.calls, usual.cost) END AS saved
      FROM c
      LEFT JOIN paid ON c.outcome = 'cached' AND paid.prompt_version = c.prompt_version AND paid.model = c.model
        AND paid.meeting_id = c.meeting_id
      LEFT JOIN usual ON c.outcome = 'cached' AND usual.prompt_version = c.prompt_version AND usual.model = c.model
    ), grouped AS (
      SELECT ARRAY[${Prisma.join(keys)}] AS keys, GROUPING(${keys[0]}) = 1 AS total, ${callFigures},
        trim_scale(round(COALESCE(sum(c.saved), 0), 10))::text AS "savedCost",
        count(*) FILTER (WHERE c.outcome = 'cached' AND c.saved IS NULL)::int AS "unknownSavings"
      FROM priced c GROUP BY GROUPING SETS ((${Prisma.join(keys)}), ())
    )
    SELECT * FROM grouped
    WHERE total ${page.after === undefined ? Prisma.sql`OR true` : Prisma.sql`OR keys > ${page.after}::text[] COLLATE "C"`}
    ORDER BY total DESC, keys LIMIT ${page.limit + 1}::int`
}
