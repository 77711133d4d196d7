import type { Transition } from '../domain/transition/transition.ts'
import { rowsOf } from './record-set.ts'
import { send, type Tx } from './tx.ts'

export type StoredTransition = Omit<Transition, 'fromSince' | 'validAt' | 'dimension' | 'reasonSource'> & {
  id: string
  entityId: string
  dim: string
  fromSince: Date | null
  validAt: Date
  reasonSource: string
}

/** Changes of these entities that count now. */
export const readLiveTransitions = (
  tx: Tx,
  tenantId: string,
  entityIds: readonly string[],
): Promise<StoredTransition[]> =>
  tx.$queryRaw`
    SELECT id, entity_id AS "entityId", dim, item, from_value AS "from", to_value AS "to", from_since AS "fromSince",
      valid_at AS "validAt", order_key AS "orderKey", meeting_id AS "meetingId", category, reason,
      reason_source AS "reasonSource", confidence, allowed, conflicting, evidence
    FROM transition WHERE tenant_id = ${tenantId}::uuid AND entity_id = ANY(${entityIds}::uuid[]) AND superseded_at IS NULL`

export type NewTransition = Transition & { id: string; entityId: string; type: string }

/** Replaced changes stay, with the time at which that became known. */
export const supersedeTransitions = async (
  tx: Tx,
  tenantId: string,
  at: { version: bigint; now: Date },
  ids: readonly string[],
): Promise<void> => {
  await send(tx)`
    UPDATE transition SET superseded_at = ${at.now}, superseded_version = ${at.version}::bigint
    WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${ids}::uuid[])`
}

export const insertTransitions = async (
  tx: Tx,
  tenantId: string,
  at: { version: bigint; now: Date; engineVersion: string },
  transitions: readonly NewTransition[],
): Promise<void> => {
  const columns = `id uuid, "entityId" uuid, type text, dimension text, item text, "from" text, "to" text, "fromSince" timestamptz,
    "validAt" timestamptz, "orderKey" text, "meetingId" uuid, category text, reason text, "reasonSource" text, confidence int,
    allowed bool, conflicting jsonb, evidence jsonb`
  await send(tx)`
    INSERT INTO transition (id, tenant_id, entity_id, type, dim, item, from_value, to_value, from_since, valid_at, order_key,
      meeting_id, category, reason, reason_source, confidence, allowed, conflicting, evidence, engine_version, version, recorded_at)
    SELECT r.id, ${tenantId}::uuid, r."entityId", r.type, r.dimension, r.item, r."from", r."to", r."fromSince", r."validAt",
      r."orderKey", r."meetingId", r.category, r.reason, r."reasonSource", r.confidence, r.allowed, r.conflicting, r.evidence,
      ${at.engineVersion}, ${at.version}::bigint, ${at.now}
    FROM ${rowsOf(transitions, columns)}`
}
