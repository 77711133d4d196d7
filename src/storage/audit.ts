import type { Tx } from './tx.ts'

export type AuditEntry = {
  id: string
  action: string
  actor: string
  keyId: string | null
  userId: string | null
  target: string | null
  requestId: string
  traceId: string
}

export type AuditRow = AuditEntry & { at: Date }

export const insertAudit = async (tx: Tx, tenantId: string, entry: AuditEntry): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO audit (id, tenant_id, action, actor, key_id, user_id, target, request_id, trace_id)
    VALUES (${entry.id}::uuid, ${tenantId}::uuid, ${entry.action}, ${entry.actor}, ${entry.keyId}::uuid, ${entry.userId},
            ${entry.target}, ${entry.requestId}, ${entry.traceId})`
}

export type AuditFilter = {
  since?: Date | undefined
  until?: Date | undefined
  action?: string | undefined
  actor?: string | undefined
  userId?: string | undefined
  target?: string | undefined
  /** Id of the row after which to go on. */
  after?: string | undefined
}

/** Latest first; ids are time-ordered. */
export const listAudit = (tx: Tx, tenantId: string, filter: AuditFilter, limit: number): Promise<AuditRow[]> => {
  const { since, until, after, ...exact } = filter
  return tx.audit.findMany({
    omit: { tenantId: true },
    where: {
      ...{ tenantId, ...exact, at: { gte: since, lt: until } },
      ...(after === undefined ? {} : { id: { lt: after } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  })
}
