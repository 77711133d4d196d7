import type { MeetingTime } from '../domain/record/fold-inputs.ts'
import type { Assertion, NameVeto } from '../domain/record/statements.ts'
import type { FactRow } from './facts.ts'
import type { Tx } from './tx.ts'

type StatementRow = Omit<FactRow, 'nameId'> & {
  nameId: string
  version: bigint
  /** Where the meeting stands of which it was said; null while that meeting does not count. */
  point: string | null
  metAt: Date | null
  timeZone: string | null
}

/** What users and catalogues state about names, what users veto, and when the meetings were of which users spoke. */
export const readStatementsOf = async (
  tx: Tx,
  tenantId: string,
  nameIds: readonly string[],
): Promise<{ assertions: Assertion[]; vetoes: NameVeto[]; occasions: Map<string, MeetingTime> }> => {
  // A meeting that was edited stands where what was read in it stands, until it is read again.
  const rows = await tx.$queryRaw<StatementRow[]>`
    SELECT f.id, f.kind, f.origin, f.name_id AS "nameId", f.meeting_id AS "meetingId", f.dim, f.op, f.value,
      f.value_name AS "valueName", f.order_key AS "orderKey", f.occurred_at AS "occurredAt", f.note, f.version,
      CASE WHEN m.id IS NOT NULL THEN COALESCE((
        SELECT left(o.order_key, length(m.order_key)) FROM observation o
        WHERE o.tenant_id = m.tenant_id AND o.meeting_id = m.id LIMIT 1), m.order_key) END AS point,
      m.occurred_at AS "metAt", m.time_zone AS "timeZone"
    FROM fact f LEFT JOIN meeting m ON f.kind = 'assert' AND m.tenant_id = f.tenant_id AND m.id = f.meeting_id
      AND m.deleted_at IS NULL AND m.retracted_at IS NULL AND m.live_generation > 0
    WHERE f.tenant_id = ${tenantId}::uuid AND f.name_id = ANY(${nameIds}::uuid[]) AND f.kind IN ('assert', 'veto')
      AND f.withdrawn_at IS NULL`
  return {
    assertions: rows.filter((row) => row.kind === 'assert').map(toAssertion),
    vetoes: rows.flatMap((row) => (row.kind === 'veto' ? toVeto(row) : [])),
    occasions: new Map(
      rows.flatMap(({ meetingId, point, metAt, timeZone }) =>
        meetingId !== null && point !== null && metAt !== null && timeZone !== null
          ? [[meetingId, { orderKey: point, occurredAt: metAt.toISOString(), timeZone }] as const]
          : [],
      ),
    ),
  }
}

const toVeto = ({ id, nameId, meetingId, dim, op, value, valueName }: StatementRow): NameVeto[] => {
  if (meetingId === null || dim === null) return []
  const claim = op === null ? null : { op: op as Assertion['op'], value, valueNameId: valueName }
  return [{ id, nameId, meetingId, dimension: dim, claim }]
}

const toAssertion = (row: StatementRow): Assertion => ({
  id: row.id,
  origin: row.origin === 'import' ? 'import' : 'user',
  nameId: row.nameId,
  dimension: row.dim ?? '',
  op: (row.op ?? 'set') as Assertion['op'],
  value: row.value,
  valueNameId: row.valueName,
  meetingId: row.meetingId,
  orderKey: row.orderKey,
  occurredAt: (row.occurredAt ?? new Date(0)).toISOString(),
  // Of what catalogues say none is the last word: the same is stated in whatever order they come.
  recorded: row.origin === 'import' ? 0 : Number(row.version),
  note: row.note,
})
