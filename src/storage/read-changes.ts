import { when } from './filters.ts'
import { Prisma } from './generated/client.ts'
import { type TransitionRow, transitionColumns, transitionNames } from './read-transitions.ts'
import type { Tx } from './tx.ts'

export type ChangeRow = TransitionRow & { changeVersion: bigint; kind: 'created' | 'superseded' }

/** A place in the feed. Of one version the superseded come first: they make room for what was created. */
export type ChangePlace = { version: bigint; kind: 'created' | 'superseded'; id: string }

type About = { type?: string; project?: string; series?: string }

export type ChangeFilter = About & {
  since: ChangePlace
  until?: bigint
  /** Only what these versions of the record wrote. */
  versions?: readonly bigint[]
}

/**
 * What was written to the record and what was replaced, in the order of the tenant's versions. A version is given
 * out under the lock on the tenant head, so a reader who goes on from the last place misses nothing.
 */
export const listChanges = (tx: Tx, tenantId: string, filter: ChangeFilter, limit: number): Promise<ChangeRow[]> => {
  const { since } = filter
  const feed = (kind: 'created' | 'superseded', version: Prisma.Sql): Prisma.Sql => Prisma.sql`
    SELECT ${transitionColumns}, ${version} AS "changeVersion", ${kind}::text AS kind
    FROM transition t ${transitionNames}
    WHERE t.tenant_id = ${tenantId}::uuid AND ${version} >= ${since.version}
      AND (${version}, ${rank(kind)}, t.id) > (${since.version}::bigint, ${rank(since.kind)}, ${since.id}::uuid)
      ${when(filter.until, (value) => Prisma.sql`${version} <= ${value}`)}
      ${when(filter.versions, (value) => Prisma.sql`${version} = ANY(${value}::bigint[])`)}
      ${about(filter)}
    ORDER BY ${version}, t.id LIMIT ${limit}::int`
  return tx.$queryRaw`
    SELECT * FROM (
      (${feed('superseded', Prisma.sql`t.superseded_version`)}) UNION ALL (${feed('created', Prisma.sql`t.version`)})
    ) feed
    ORDER BY "changeVersion", kind DESC, id LIMIT ${limit}::int`
}

const rank = (kind: 'created' | 'superseded'): Prisma.Sql => (kind === 'superseded' ? Prisma.sql`0` : Prisma.sql`1`)

const about = ({ type, project, series }: About): Prisma.Sql => Prisma.sql`
  ${when(type, (value) => Prisma.sql`t.type = ${value}`)}
  ${when(project, (value) => Prisma.sql`m.project = ${value}`)}
  ${when(series, (value) => Prisma.sql`m.series = ${value}`)}`

export type HappenedFilter = About & { from?: Date; to?: Date; after?: { validAt: Date; id: string } }

/** What counts now, in the order in which it happened. */
export const listHappened = (tx: Tx, tenantId: string, filter: HappenedFilter, limit: number): Promise<ChangeRow[]> =>
  tx.$queryRaw`
    SELECT ${transitionColumns}, t.version AS "changeVersion", 'created' AS kind
    FROM transition t ${transitionNames}
    WHERE t.tenant_id = ${tenantId}::uuid AND t.superseded_at IS NULL
      ${when(filter.from, (value) => Prisma.sql`t.valid_at >= ${value}`)}
      ${when(filter.to, (value) => Prisma.sql`t.valid_at <= ${value}`)}
      ${when(filter.after, (at) => Prisma.sql`(t.valid_at, t.id) > (${at.validAt}, ${at.id}::uuid)`)}
      ${about(filter)}
    ORDER BY t.valid_at, t.id LIMIT ${limit}::int`

/** Versions of the record that the processing of this meeting wrote. */
export const listMeetingVersions = async (tx: Tx, tenantId: string, meetingId: string): Promise<bigint[]> => {
  const rows = await tx.$queryRaw<{ version: bigint }[]>`
    SELECT (s.result ->> 'version')::bigint AS version
    FROM run r JOIN step s ON s.run_id = r.id AND s.name = 'reconcile' AND s.result ? 'version'
    WHERE r.tenant_id = ${tenantId}::uuid AND r.meeting_id = ${meetingId}::uuid
    ORDER BY 1`
  return rows.map((row) => row.version)
}

/** Entities that were first named in this meeting. */
export const listNewEntities = (
  tx: Tx,
  tenantId: string,
  meetingId: string,
): Promise<{ id: string; type: string; name: string }[]> =>
  tx.$queryRaw`
    SELECT DISTINCT e.id, e.type, e.name
    FROM name_source s
    JOIN name n ON n.tenant_id = s.tenant_id AND n.id = s.name_id
    JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.entity_id
    WHERE s.tenant_id = ${tenantId}::uuid AND s.source_id = ${meetingId}::uuid AND n.live AND e.live
      AND e.merged_into IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM name_source earlier
        JOIN name known ON known.tenant_id = earlier.tenant_id AND known.id = earlier.name_id
        WHERE known.tenant_id = e.tenant_id AND known.entity_id = e.id AND earlier.source_id <> s.source_id
          AND earlier.order_key < s.order_key)
    ORDER BY e.type, e.name LIMIT 500`
