import type { TrackingModel } from '../domain/tracking-model/model.ts'
import { lockTenantHead } from './tenant-head.ts'
import type { Tx } from './tx.ts'

export type StoredModel = { version: number; name: string; body: TrackingModel; createdAt: Date; current: boolean }

/** The version in force, or a given one. */
export const readModel = async (tx: Tx, tenantId: string, version: number | null): Promise<StoredModel | null> => {
  const rows = await tx.$queryRaw<StoredModel[]>`
    SELECT m.version, m.name, m.body, m.created_at AS "createdAt", m.version = h.model_version AS current
    FROM tracking_model m JOIN tenant_head h ON h.tenant_id = m.tenant_id
    WHERE m.tenant_id = ${tenantId}::uuid AND m.version = COALESCE(${version}::int, h.model_version)`
  return rows[0] ?? null
}

export const listModels = (
  tx: Tx,
  tenantId: string,
  before: number | null,
  limit: number,
): Promise<Omit<StoredModel, 'body'>[]> =>
  tx.$queryRaw`
    SELECT m.version, m.name, m.created_at AS "createdAt", m.version = h.model_version AS current
    FROM tracking_model m JOIN tenant_head h ON h.tenant_id = m.tenant_id
    WHERE m.tenant_id = ${tenantId}::uuid AND (${before}::int IS NULL OR m.version < ${before}::int)
    ORDER BY m.version DESC LIMIT ${limit}::int`

export const insertModel = async (
  tx: Tx,
  tenantId: string,
  model: { version: number; name: string; body: TrackingModel },
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO tracking_model (tenant_id, version, name, body)
    VALUES (${tenantId}::uuid, ${model.version}::int, ${model.name}, ${JSON.stringify(model.body)}::jsonb)
    ON CONFLICT (tenant_id, version) DO NOTHING`
}

/** Locks the tenant head and reads the model in force: what follows is the only change of the record just now. */
export const lockModel = async (tx: Tx, tenantId: string): Promise<StoredModel | null> => {
  await lockTenantHead(tx, tenantId)
  return readModel(tx, tenantId, null)
}

/** The highest version so far, in force or not: numbers are never used twice. */
export const lastModelVersion = async (tx: Tx, tenantId: string): Promise<number> => {
  const rows = await tx.$queryRaw<{ version: number }[]>`
    SELECT COALESCE(max(version), 0)::int AS version FROM tracking_model WHERE tenant_id = ${tenantId}::uuid`
  return rows[0]?.version ?? 0
}

export const useModel = async (tx: Tx, tenantId: string, version: number): Promise<void> => {
  await tx.$executeRaw`
    UPDATE tenant_head SET model_version = ${version}::int WHERE tenant_id = ${tenantId}::uuid`
}
