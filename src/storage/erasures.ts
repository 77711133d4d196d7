import type { Tx } from './tx.ts'

export type ErasureSubject = 'meeting' | 'person' | 'tenant'

/** Receipt of an erasure. It holds numbers and hashes, nothing of what was erased. */
export type Erasure = {
  id: string
  subject: ErasureSubject
  subjectId: string | null
  status: 'running' | 'done'
  actor: string
  reason: string | null
  runId: string | null
  /** Rows by table. */
  counts: Record<string, number>
  digest: string
  verified: boolean
  createdAt: Date
  finishedAt: Date | null
}

export const insertErasure = async (
  tx: Tx,
  tenantId: string,
  erasure: Omit<Erasure, 'createdAt' | 'finishedAt'>,
): Promise<Erasure> =>
  toErasure(
    await tx.erasure.create({
      data: { ...erasure, tenantId, finishedAt: erasure.status === 'done' ? new Date() : null },
    }),
  )

export const readErasure = async (tx: Tx, tenantId: string, id: string): Promise<Erasure | null> => {
  const row = await tx.erasure.findFirst({ where: { tenantId, id } })
  return row && toErasure(row)
}

/** One that was begun and has not ended. */
export const findRunningErasure = async (
  tx: Tx,
  tenantId: string,
  subject: ErasureSubject,
  subjectId: string | null = null,
): Promise<Erasure | null> => {
  const where = { tenantId, subject, subjectId, status: 'running' }
  const row = await tx.erasure.findFirst({ where, orderBy: { id: 'asc' } })
  return row && toErasure(row)
}

/** Whoever else works on the same one waits. */
export const lockErasure = async (tx: Tx, tenantId: string, id: string): Promise<Erasure> => {
  await tx.$executeRaw`SELECT FROM erasure WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR UPDATE`
  return toErasure(await tx.erasure.findFirstOrThrow({ where: { tenantId, id } }))
}

/** What is done so far, or that it is done. */
export const updateErasure = async (
  tx: Tx,
  tenantId: string,
  { id, counts, digest, status, verified, finishedAt }: Erasure,
): Promise<Erasure> =>
  toErasure(
    await tx.erasure.update({ where: { id, tenantId }, data: { counts, digest, status, verified, finishedAt } }),
  )

/** Latest first; ids are time-ordered. */
export const listErasures = async (
  tx: Tx,
  tenantId: string,
  after: string | undefined,
  limit: number,
): Promise<Erasure[]> => {
  const where = { tenantId, ...(after === undefined ? {} : { id: { lt: after } }) }
  const rows = await tx.erasure.findMany({ where, orderBy: { id: 'desc' }, take: limit })
  return rows.map(toErasure)
}

type Row = Awaited<ReturnType<Tx['erasure']['findFirstOrThrow']>>

const toErasure = ({ tenantId: _, ...row }: Row): Erasure => ({
  ...row,
  subject: row.subject as ErasureSubject,
  status: row.status as Erasure['status'],
  counts: row.counts as Record<string, number>,
})
