import type { Database } from './client.ts'
import type { DeliveryRef } from './deliveries.ts'
import type { StepRef } from './steps.ts'

type StepJob = StepRef & { epoch: number }

/** Of these dispatches of steps those that count no more: ended, dispatched anew, or gone altogether. */
export const findOverSteps = (db: Database, jobs: readonly StepJob[]): Promise<StepJob[]> =>
  db.dispatch.$queryRaw<StepJob[]>`
    SELECT ref.tenant_id AS "tenantId", ref.run_id AS "runId", ref.name AS step, ref.epoch
      FROM unnest(${jobs.map((job) => job.tenantId)}::uuid[], ${jobs.map((job) => job.runId)}::uuid[],
                  ${jobs.map((job) => job.step)}::text[], ${jobs.map((job) => job.epoch)}::int[])
             AS ref (tenant_id, run_id, name, epoch)
     WHERE NOT EXISTS (SELECT 1 FROM step s WHERE s.run_id = ref.run_id AND s.name = ref.name AND s.epoch = ref.epoch
                          AND s.status IN ('dispatched', 'running'))`

/** The same for deliveries. */
export const findOverDeliveries = (db: Database, jobs: readonly DeliveryRef[]): Promise<DeliveryRef[]> =>
  db.dispatch.$queryRaw<DeliveryRef[]>`
    SELECT ref.tenant_id AS "tenantId", ref.id AS "deliveryId", ref.epoch
      FROM unnest(${jobs.map((job) => job.tenantId)}::uuid[], ${jobs.map((job) => job.deliveryId)}::uuid[],
                  ${jobs.map((job) => job.epoch)}::int[]) AS ref (tenant_id, id, epoch)
     WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.id = ref.id AND d.epoch = ref.epoch
                          AND d.status IN ('dispatched', 'running'))`
