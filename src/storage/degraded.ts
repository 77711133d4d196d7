import type { Database } from './client.ts'
import { Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

/**
 * Marks that a processing of a meeting left something to rules although a model was wanted. The mark is the number of
 * the processing, so a later one that goes as wanted needs no word to take it away. `passes`: trying again may help.
 */
export const markDegraded = async (
  tx: Tx,
  ref: { tenantId: string; meetingId: string; generation: number },
  passes: boolean,
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE meeting
       SET degraded_passes = ${passes} OR (degraded_generation = ${ref.generation}::int AND degraded_passes),
           degraded_generation = ${ref.generation}::int, degraded_at = now()
     WHERE tenant_id = ${ref.tenantId}::uuid AND id = ${ref.meetingId}::uuid AND deleted_at IS NULL
       AND degraded_generation <= ${ref.generation}::int`
}

/** Tenants that have marked meetings and are due to be looked at. */
export const findTenantsToUpgrade = async (db: Database, limit: number): Promise<string[]> => {
  const rows = await db.dispatch.$queryRaw<{ tenantId: string }[]>`
    SELECT m.tenant_id AS "tenantId"
      FROM (SELECT DISTINCT tenant_id FROM meeting WHERE degraded_generation > 0) m
      LEFT JOIN recovery r ON r.tenant_id = m.tenant_id
     WHERE r.next_at IS NULL OR r.next_at <= now()
     ORDER BY r.next_at NULLS FIRST LIMIT ${limit}::int`
  return rows.map((row) => row.tenantId)
}

export type Recovery = { well: boolean; failures: number; runIds: string[] }

/** Locks how far a tenant is. Undefined: somebody else is at it, or it is not due, as at first for `waitMs`. */
export const lockRecovery = async (tx: Tx, tenantId: string, waitMs: number): Promise<Recovery | undefined> => {
  await tx.$executeRaw`
    INSERT INTO recovery (tenant_id, next_at) VALUES (${tenantId}::uuid, now() + ${waitMs} * interval '1 millisecond')
    ON CONFLICT DO NOTHING`
  const rows = await tx.$queryRaw<Recovery[]>`
    SELECT well, failures, run_ids AS "runIds" FROM recovery
     WHERE tenant_id = ${tenantId}::uuid AND next_at <= now() FOR UPDATE SKIP LOCKED`
  return rows[0]
}

export const saveRecovery = async (
  tx: Tx,
  tenantId: string,
  recovery: Recovery & { waitMs: number },
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE recovery SET well = ${recovery.well}, failures = ${recovery.failures}::int, run_ids = ${recovery.runIds}::uuid[],
           next_at = now() + ${recovery.waitMs} * interval '1 millisecond'
     WHERE tenant_id = ${tenantId}::uuid`
}

export const endRecovery = async (tx: Tx, tenantId: string): Promise<void> => {
  await tx.$executeRaw`DELETE FROM recovery WHERE tenant_id = ${tenantId}::uuid`
}

export type SeenUpgrade = { id: string; ended: boolean; completed: boolean; degraded: boolean; passes: boolean }

/** How the runs that were started stand; one that is gone is left out. */
export const readUpgrades = (tx: Tx, tenantId: string, runIds: readonly string[]): Promise<SeenUpgrade[]> =>
  tx.$queryRaw<SeenUpgrade[]>`
    SELECT r.id, r.finished_at IS NOT NULL AS ended, r.status LIKE 'completed%' AS completed, r.degraded,
           coalesce(m.degraded_passes, true) AS passes
      FROM run r LEFT JOIN meeting m ON m.tenant_id = r.tenant_id AND m.id = r.meeting_id
     WHERE r.tenant_id = ${tenantId}::uuid AND r.id = ANY (${runIds}::uuid[])
     ORDER BY r.id`

/** Marks of processings that a later one has replaced say nothing any more, nor do those of deleted meetings. */
export const clearOldMarks = async (tx: Tx, tenantId: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE meeting SET degraded_generation = 0, degraded_at = NULL, upgrade_tries = 0
     WHERE id IN (SELECT id FROM meeting
                   WHERE tenant_id = ${tenantId}::uuid AND degraded_generation > 0
                     AND (degraded_generation < live_generation OR deleted_at IS NOT NULL)
                   ORDER BY id FOR UPDATE SKIP LOCKED)`
}

const isDegraded = Prisma.sql`m.degraded_generation > 0 AND m.degraded_generation = m.live_generation AND m.deleted_at IS NULL`

/** Whether an upgrade by itself may help some meeting, now or later. */
export const hasUpgradable = async (tx: Tx, tenantId: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM meeting m
     WHERE m.tenant_id = ${tenantId}::uuid AND ${isDegraded} AND m.degraded_passes LIMIT 1`
  return rows.length > 0
}

export type Upgradable = { meetingId: string; generation: number; revision: number; skip: string[] }

/**
 * Takes up to `limit` degraded meetings that nobody is processing, those that were tried least first, and gives each
 * the number of its next processing.
 */
export const takeUpgradable = (tx: Tx, tenantId: string, limit: number): Promise<Upgradable[]> =>
  tx.$queryRaw<Upgradable[]>`
    WITH chosen AS (
      SELECT m.id FROM meeting m
       WHERE m.tenant_id = ${tenantId}::uuid AND ${isDegraded} AND m.degraded_passes
         AND NOT EXISTS (SELECT 1 FROM run r WHERE r.tenant_id = m.tenant_id AND r.meeting_id = m.id AND r.finished_at IS NULL)
       ORDER BY m.upgrade_tries, m.degraded_at, m.id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE meeting m SET generation = m.generation + 1, upgrade_tries = m.upgrade_tries + 1, updated_at = now()
      FROM chosen WHERE m.id = chosen.id
    RETURNING m.id AS "meetingId", m.generation, m.revision, coalesce(m.skip, '{}') AS skip`
