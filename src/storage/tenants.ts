import type { Database } from './client.ts'
import type { Tx } from './tx.ts'

export type SubmissionSettings = {
  timeZone: string
  personas: string[]
  trackingModels: string[]
}

/** Makes the tenant and its head unless they are there. True when this call made them. */
export const insertTenant = async (
  tx: Tx,
  tenant: { id: string; name: string; timeZone: string },
): Promise<boolean> => {
  const made = await tx.$executeRaw`
    INSERT INTO tenant (id, name, time_zone) VALUES (${tenant.id}::uuid, ${tenant.name}, ${tenant.timeZone})
    ON CONFLICT (id) DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO tenant_head (tenant_id) VALUES (${tenant.id}::uuid) ON CONFLICT (tenant_id) DO NOTHING`
  return made === 1
}

export type Tenant = {
  id: string
  name: string
  timeZone: string
  createdAt: Date
  suspendedAt: Date | null
  limits: unknown
}

/** Null for a tenant that is not there. */
export const readTenant = (tx: Tx, tenantId: string): Promise<Tenant | null> =>
  tx.tenant.findUnique({ where: { id: tenantId } })

export const readStanding = async (
  tx: Tx,
  tenantId: string,
): Promise<{ suspended: boolean; limits: unknown } | null> => {
  const tenant = await readTenant(tx, tenantId)
  return tenant && { suspended: tenant.suspendedAt !== null, limits: tenant.limits }
}

/** False when there is no such tenant. The first moment of a suspension is kept. */
export const setSuspended = async (tx: Tx, tenantId: string, suspended: boolean): Promise<boolean> => {
  const changed = await tx.$executeRaw`
    UPDATE tenant SET suspended_at = CASE WHEN ${suspended} THEN coalesce(suspended_at, now()) END
    WHERE id = ${tenantId}::uuid`
  return changed === 1
}

/** Sets some limits of a tenant and clears those that are null; the others stay. */
export const changeLimits = async (tx: Tx, tenantId: string, change: object): Promise<void> => {
  await tx.$executeRaw`
    UPDATE tenant SET limits = jsonb_strip_nulls(limits || ${JSON.stringify(change)}::jsonb)
    WHERE id = ${tenantId}::uuid`
}

/** Ids of all tenants, the oldest first: nothing else of them can be read without being one of them. */
export const listTenantIds = async (database: Database): Promise<string[]> => {
  const rows = await database.dispatch.$queryRaw<{ id: string }[]>`SELECT id FROM tenant ORDER BY id`
  return rows.map(({ id }) => id)
}

export const readTimeZone = async (tx: Tx, tenantId: string): Promise<string> => {
  const rows = await tx.$queryRaw<{ timeZone: string }[]>`
    SELECT time_zone AS "timeZone" FROM tenant WHERE id = ${tenantId}::uuid`
  return rows[0]?.timeZone ?? 'UTC'
}

/** Everything of the tenant that a submission is checked against, in one statement. */
export const readSubmissionSettings = async (tx: Tx, tenantId: string): Promise<SubmissionSettings> => {
  const rows = await tx.$queryRaw<SubmissionSettings[]>`
    SELECT time_zone AS "timeZone",
      ARRAY(SELECT code FROM persona WHERE tenant_id = ${tenantId}::uuid AND active ORDER BY code) AS personas,
      ARRAY(SELECT DISTINCT name FROM tracking_model WHERE tenant_id = ${tenantId}::uuid) AS "trackingModels"
    FROM tenant WHERE id = ${tenantId}::uuid`
  return rows[0] ?? { timeZone: 'UTC', personas: [], trackingModels: [] }
}

export type Head = { version: bigint; modelVersion: number }

/** The record's version and the tracking model in force. */
export const readHead = async (tx: Tx, tenantId: string): Promise<Head> => {
  const rows = await tx.$queryRaw<Head[]>`
    SELECT version, model_version AS "modelVersion" FROM tenant_head WHERE tenant_id = ${tenantId}::uuid`
  return rows[0] ?? { version: 0n, modelVersion: 0 }
}

/** True when the database answers at all. */
export const ping = async (database: Database): Promise<boolean> => {
  await database.app.$queryRaw`SELECT 1`
  return true
}
