import type { TrackingModel, VersionedModel } from '../domain/tracking-model/model.ts'
import type { StoredReader } from './step-inputs.ts'
import type { Tx } from './tx.ts'

/** The tracking model of this name, or the one in force, and what is known of these personas, in their order. */
export const readReadingSettings = async (
  tx: Tx,
  tenantId: string,
  { trackingModel, readers }: { trackingModel: string | null; readers: readonly string[] },
): Promise<{ model: VersionedModel; readers: StoredReader[] }> => {
  const [stored] = await tx.$queryRaw<{ version: number; body: TrackingModel }[]>`
    SELECT t.version, t.body FROM tracking_model t JOIN tenant_head h ON h.tenant_id = t.tenant_id
    WHERE t.tenant_id = ${tenantId}::uuid
      AND CASE WHEN ${trackingModel}::text IS NULL THEN t.version = h.model_version ELSE t.name = ${trackingModel} END
    ORDER BY t.version DESC LIMIT 1`
  if (stored === undefined) throw new Error('the tenant has no tracking model in force')
  const rows = await tx.$queryRaw<StoredReader[]>`
    SELECT code, role, goals, guidelines FROM persona
    WHERE tenant_id = ${tenantId}::uuid AND code = ANY(${readers}::text[])`
  const known = new Map(rows.map((row) => [row.code, row]))
  return {
    model: { ...stored.body, version: stored.version },
    readers: readers.map((code) => known.get(code) ?? { code, role: '', goals: [], guidelines: {} }),
  }
}
