import { AppError } from '../../domain/errors.ts'
import { sha256 } from '../../domain/ids.ts'
import { newId } from '../../platform/ids.ts'
import {
  closeTenant,
  countTenantRows,
  listTenantTables,
  removeTenant,
  removeTenantRows,
} from '../../storage/erase-tenant.ts'
import { type Erasure, findRunningErasure, insertErasure, lockErasure, updateErasure } from '../../storage/erasures.ts'
import { readTenant } from '../../storage/tenants.ts'
import type { Tx } from '../../storage/tx.ts'
import type { TenantWork } from '../tenant-work.ts'

export type EraseTenantCommand = { tenantId: string; actor: string; reason: string | null; dryRun: boolean }

/** Rows of one transaction: no lock is held for long. */
const rowsAtOnce = 5_000
/** What was under way when the door was shut may still write; a pass that finds nothing is the last. */
const mostPasses = 20

/**
 * Erases a tenant with its keys: shuts it first, then removes rows in batches, each committed with what the receipt says
 * so far. Asked again after a crash it goes on with the same receipt, which stays. `work` writes no audit log: that goes too.
 */
export const createEraseTenant =
  ({ work }: { work: TenantWork }) =>
  async ({ tenantId, actor, reason, dryRun }: EraseTenantCommand): Promise<Erasure> => {
    if (dryRun) return rehearse(work, { tenantId, actor, reason })
    const id = await work(tenantId, async (tx) => {
      await closeTenant(tx, tenantId)
      const begun = await findRunningErasure(tx, tenantId, 'tenant')
      if (begun) return begun.id
      await mustBeThere(tx, tenantId)
      return (await insertErasure(tx, tenantId, { ...blank(actor, reason), id: newId() })).id
    })
    const tables = await work(tenantId, listTenantTables)
    const removeSome = (table: string) =>
      work(tenantId, async (tx) => {
        const receipt = await lockErasure(tx, tenantId, id)
        const gone = await removeTenantRows(tx, table, tenantId, rowsAtOnce)
        if (gone.rows > 0) await updateErasure(tx, tenantId, added(receipt, table, gone))
        return gone.rows
      })
    for (let pass = 0, removed = 1; removed > 0 && pass < mostPasses; pass += 1) {
      removed = 0
      for (const table of tables)
        for (let rows = rowsAtOnce; rows === rowsAtOnce; removed += rows) rows = await removeSome(table)
    }
    return work(tenantId, (tx) => finish(tx, tenantId, id, tables))
  }

const finish = async (tx: Tx, tenantId: string, id: string, tables: readonly string[]): Promise<Erasure> => {
  const receipt = await lockErasure(tx, tenantId, id)
  if (receipt.status === 'done') return receipt
  let left = 0
  for (const table of tables) left += await countTenantRows(tx, table, tenantId)
  if (left > 0) throw new AppError('conflict', `${left} rows were written meanwhile; ask again.`)
  const counts = { ...receipt.counts, tenant: await removeTenant(tx, tenantId) }
  return updateErasure(tx, tenantId, { ...receipt, counts, status: 'done', verified: true, finishedAt: new Date() })
}

const blank = (actor: string, reason: string | null): Omit<Erasure, 'id' | 'createdAt' | 'finishedAt'> => ({
  subject: 'tenant',
  subjectId: null,
  status: 'running',
  ...{ actor, reason, runId: null, counts: {}, digest: '', verified: false },
})

const added = (receipt: Erasure, table: string, { rows, hash }: { rows: number; hash: string }): Erasure => ({
  ...receipt,
  counts: { ...receipt.counts, [table]: (receipt.counts[table] ?? 0) + rows },
  digest: sha256(`${receipt.digest}\n${table}:${hash}`),
})

const mustBeThere = async (tx: Tx, tenantId: string): Promise<void> => {
  if (!(await readTenant(tx, tenantId))) throw new AppError('not_found', `There is no tenant ${tenantId}.`)
}

const rehearse = (
  work: TenantWork,
  { tenantId, actor, reason }: Omit<EraseTenantCommand, 'dryRun'>,
): Promise<Erasure> =>
  work(tenantId, async (tx) => {
    await mustBeThere(tx, tenantId)
    const counts: Record<string, number> = { tenant: 1 }
    for (const table of await listTenantTables(tx)) {
      const rows = await countTenantRows(tx, table, tenantId)
      if (rows > 0) counts[table] = rows
    }
    const createdAt = new Date()
    return { ...blank(actor, reason), id: newId(), status: 'done', counts, createdAt, finishedAt: createdAt }
  })
