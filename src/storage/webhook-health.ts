import type { Tx } from './tx.ts'

type Ref = { tenantId: string; webhookId: string }

/** It answered well: whatever failed before is over. */
export const noteWebhookWell = async (tx: Tx, { tenantId, webhookId }: Ref): Promise<void> => {
  await tx.$executeRaw`
    UPDATE webhook SET failing_since = NULL
     WHERE tenant_id = ${tenantId}::uuid AND id = ${webhookId}::uuid AND failing_since IS NOT NULL`
}

/** The first failure since it answered well is remembered; later ones change nothing. */
export const noteWebhookFailing = async (tx: Tx, { tenantId, webhookId }: Ref): Promise<void> => {
  await tx.$executeRaw`
    UPDATE webhook SET failing_since = now()
     WHERE tenant_id = ${tenantId}::uuid AND id = ${webhookId}::uuid AND failing_since IS NULL`
}

export type DisabledWebhook = { disabledAt: Date; failingSince: Date | null }

/**
 * Switches a webhook off that has failed for at least so many days (0: whatever it did). Undefined when it has not, or
 * was off already.
 */
export const disableWebhook = async (
  tx: Tx,
  { tenantId, webhookId }: Ref,
  off: { failingDays: number; reason: string },
): Promise<DisabledWebhook | undefined> => {
  const [row] = await tx.$queryRaw<DisabledWebhook[]>`
    UPDATE webhook SET active = false, disabled_at = now(), disabled_reason = ${off.reason}
     WHERE tenant_id = ${tenantId}::uuid AND id = ${webhookId}::uuid AND active AND deleted_at IS NULL
       AND (${off.failingDays}::float8 = 0 OR failing_since <= now() - ${off.failingDays}::float8 * interval '1 day')
    RETURNING disabled_at AS "disabledAt", failing_since AS "failingSince"`
  return row
}

/** What waits for another try is given up, so that switching on again sends nothing old by itself. */
export const skipWaiting = async (tx: Tx, { tenantId, webhookId }: Ref): Promise<void> => {
  await tx.$executeRaw`
    UPDATE delivery SET status = 'skipped', last_error = 'the webhook was switched off', next_at = NULL, finished_at = now()
     WHERE tenant_id = ${tenantId}::uuid AND webhook_id = ${webhookId}::uuid AND status = 'ready'`
}
