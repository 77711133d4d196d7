import type pg from 'pg'
import type { NameSource } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import type { Operation } from '../../../../src/domain/observation/observation.ts'
import { noStatements, type Statements } from '../../../../src/domain/record/statements.ts'

type Row = {
  id: string
  kind: string
  a: string
  b: string | null
  meetingId: string | null
  dim: string | null
  op: Operation | null
  value: string | null
  valueName: string | null
  orderKey: string
  occurredAt: Date | null
  note: string | null
  version: string
}

const linkKinds = ['alias', 'same', 'different', 'lock', 'typed']

/** What users have said so far and not taken back, read with plain SQL. */
export const storedStatements = async (admin: pg.Client, tenantId: string): Promise<Statements> => {
  const { rows } = await admin.query<Row>(
    `SELECT id, kind, name_id AS a, other_name_id AS b, meeting_id AS "meetingId", dim, op, value, value_name AS "valueName",
       order_key AS "orderKey", occurred_at AS "occurredAt", note, version
     FROM fact WHERE tenant_id = $1 AND origin = 'user' AND withdrawn_at IS NULL`,
    [tenantId],
  )
  const sources = await admin.query<NameSource>(
    `SELECT s.name_id AS "nameId", n.type, n.scope, n.key, s.surface, s.kind, s.guessed, s.source_id AS "sourceId",
       s.order_key AS "orderKey"
     FROM name_source s JOIN name n ON n.tenant_id = s.tenant_id AND n.id = s.name_id
     WHERE s.tenant_id = $1 AND s.kind = 'user'`,
    [tenantId],
  )
  const of = (...kinds: string[]) => rows.filter((row) => kinds.includes(row.kind))
  return {
    ...noStatements(),
    sources: sources.rows,
    links: of(...linkKinds).map((row) => ({
      ...{ id: row.id, kind: row.kind as NameLink['kind'], origin: 'user', a: row.a, b: row.b ?? row.a },
      recorded: Number(row.version),
    })),
    pins: of('pin').map(({ id, a, value, version }) => ({
      ...{ id, nameId: a, title: value ?? '', recorded: Number(version) },
    })),
    relinks: of('relink').map(({ id, a, b, meetingId, version }) => ({
      ...{ id, meetingId: meetingId ?? '', from: a, to: b ?? '', recorded: Number(version) },
    })),
    assertions: of('assert').map((row) => ({
      ...{ id: row.id, origin: 'user', nameId: row.a, dimension: row.dim ?? '', op: row.op ?? 'set', value: row.value },
      ...{ valueNameId: row.valueName, meetingId: row.meetingId, orderKey: row.orderKey, note: row.note },
      ...{ occurredAt: row.occurredAt?.toISOString() ?? '', recorded: Number(row.version) },
    })),
    vetoes: of('veto').map((row) => ({
      ...{ id: row.id, nameId: row.a, meetingId: row.meetingId ?? '', dimension: row.dim ?? '' },
      claim: row.op && { op: row.op, value: row.value, valueNameId: row.valueName },
    })),
  }
}
