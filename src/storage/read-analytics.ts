import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

/** Which values are counted: of one type, and of the dimensions that are asked about. */
export type CountFilter = { dimensions: readonly string[]; type?: string }
export type Period = { from: Date; to: Date }

export type StatusRow = { type: string; dimension: string; value: string; count: number }

/** How many things have each value; with a day, how many had it then, as far as it is known now. */
export const countByValue = (
  tx: Tx,
  tenantId: string,
  { dimensions, type }: CountFilter,
  asOf: Date | null,
): Promise<StatusRow[]> => {
  const ofType = when(type, (value) => Prisma.sql`type = ${value}`)
  const now = Prisma.sql`
    SELECT type, dim, value FROM state
    WHERE tenant_id = ${tenantId}::uuid AND dim = ANY(${dimensions}::text[]) ${ofType}
      ${when(asOf, (at) => Prisma.sql`since <= ${at}`)}`
  const left = (at: Date) => Prisma.sql`
    UNION ALL
    SELECT type, dim, from_value FROM transition
    WHERE tenant_id = ${tenantId}::uuid AND dim = ANY(${dimensions}::text[]) AND superseded_at IS NULL
      AND valid_at > ${at} AND from_since <= ${at} AND from_value IS NOT NULL ${ofType}`
  return tx.$queryRaw`
    SELECT type, dim AS dimension, value, count(*)::int AS count
    FROM (${now} ${asOf === null ? Prisma.empty : left(asOf)}) held
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC, 3`
}

export type FlowRow = { type: string; dimension: string; from: string | null; to: string | null; count: number }

/** How many moves there were from each value to each other one. */
export const countMoves = (tx: Tx, tenantId: string, filter: CountFilter & Period): Promise<FlowRow[]> =>
  tx.$queryRaw`
    SELECT type, dim AS dimension, from_value AS "from", to_value AS "to", count(*)::int AS count
    FROM transition
    WHERE tenant_id = ${tenantId}::uuid AND superseded_at IS NULL AND ${within(filter)}
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 5 DESC, 3, 4`

export type ThroughputRow = { period: string; type: string; dimension: string; value: string; count: number }

/**
 * How many things reached one of the given values, by day, week (from Monday) or month in the zone. Days begin at a
 * quarter of an hour everywhere, so that quarters are counted first and only they are looked up in a calendar.
 */
export const countReached = (
  tx: Tx,
  tenantId: string,
  filter: CountFilter & Period & { values: readonly string[]; by: 'day' | 'week' | 'month'; zone: string },
): Promise<ThroughputRow[]> =>
  tx.$queryRaw`
    SELECT to_char(date_trunc(${filter.by}, quarter AT TIME ZONE ${filter.zone}), 'YYYY-MM-DD') AS period, type, dimension,
      value, sum(count)::int AS count
    FROM (
      SELECT date_bin('15 minutes', valid_at, '2000-01-01') AS quarter, type, dim AS dimension, to_value AS value,
        count(*) AS count
      FROM transition
      WHERE tenant_id = ${tenantId}::uuid AND superseded_at IS NULL AND ${within(filter)}
        AND to_value = ANY(${filter.values}::text[]) AND from_value IS DISTINCT FROM to_value
      GROUP BY 1, 2, 3, 4
    ) binned
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`

const within = ({ dimensions, type, from, to }: CountFilter & Period): Prisma.Sql => Prisma.sql`
  dim = ANY(${dimensions}::text[]) AND valid_at >= ${from} AND valid_at <= ${to}
  ${when(type, (value) => Prisma.sql`type = ${value}`)}`

export type CycleRow = { type: string; dimension: string; value: string; days: number; count: number }

/** So many of the latest endings are looked at. */
const latestEnds = 5000

/** Days from the first known value of a thing to its end, by the value in which it ended. */
export const readCycles = (
  tx: Tx,
  tenantId: string,
  filter: CountFilter & Period & { values: readonly string[] },
): Promise<CycleRow[]> =>
  tx.$queryRaw`
    SELECT ended.type, ended.dim AS dimension, ended.to_value AS value,
      floor(extract(epoch FROM ended.valid_at - began.valid_at) / 86400)::int AS days, count(*)::int AS count
    FROM (
      SELECT entity_id, type, dim, to_value, valid_at FROM transition
      WHERE tenant_id = ${tenantId}::uuid AND superseded_at IS NULL AND ${within(filter)}
        AND to_value = ANY(${filter.values}::text[])
      ORDER BY valid_at DESC LIMIT ${latestEnds}::int
    ) ended
    CROSS JOIN LATERAL (
      SELECT valid_at FROM transition f
      WHERE f.tenant_id = ${tenantId}::uuid AND f.entity_id = ended.entity_id AND f.dim = ended.dim
        AND f.superseded_at IS NULL
      ORDER BY f.order_key LIMIT 1
    ) began
    WHERE began.valid_at > '1000-01-01' AND began.valid_at <= ended.valid_at
    GROUP BY 1, 2, 3, 4`

export type OwnershipRow = {
  ownerId: string | null
  owner: string
  dimension: string
  type: string
  open: number
  finished: number
}

/** How many things each one is named for, open and finished. */
export const countOwned = (
  tx: Tx,
  tenantId: string,
  filter: CountFilter & { ended: { dimensions: readonly string[]; values: readonly string[] } },
  limit: number,
): Promise<OwnershipRow[]> =>
  tx.$queryRaw`
    SELECT s.value_entity AS "ownerId", COALESCE(e.name, s.value) AS owner, s.dim AS dimension, s.type,
      count(*) FILTER (WHERE f.entity_id IS NULL)::int AS open, count(f.entity_id)::int AS finished
    FROM state s
    LEFT JOIN entity e ON e.tenant_id = s.tenant_id AND e.id = s.value_entity
    LEFT JOIN (
      SELECT DISTINCT v.tenant_id, v.entity_id FROM state v
      JOIN unnest(${filter.ended.dimensions}::text[], ${filter.ended.values}::text[]) x(dim, value)
        ON x.dim = v.dim AND x.value = v.value
      WHERE v.tenant_id = ${tenantId}::uuid
    ) f ON f.entity_id = s.entity_id
    WHERE s.tenant_id = ${tenantId}::uuid AND s.dim = ANY(${filter.dimensions}::text[])
      ${when(filter.type, (value) => Prisma.sql`s.type = ${value}`)}
    GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 2, 1, 3, 4 LIMIT ${limit}::int`
