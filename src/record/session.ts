import type { TrackingModel } from '../domain/tracking-model/model.ts'
import { type ModelView, viewOf } from '../domain/tracking-model/model-view.ts'
import { lockTenantHead, type TenantHead } from '../storage/tenant-head.ts'
import type { Tx } from '../storage/tx.ts'
import type { ModelReader } from './model-cache.ts'
import type { NameCache } from './name-cache.ts'
import type { TenantNames } from './tenant-names.ts'

/** One change of a tenant's record: it holds the lock on the tenant head until its transaction ends. */
export type RecordSession = {
  tx: Tx
  tenantId: string
  head: TenantHead
  /** The numbers that this change will have, if it changes anything. */
  next: { version: bigint; namesVersion: bigint }
  model: TrackingModel
  view: ModelView
  names: TenantNames
}

export type OpenSession = <T>(tx: Tx, tenantId: string, work: (session: RecordSession) => Promise<T>) => Promise<T>

/** Locks the tenant head, then lets `work` see the names and the model as they are under that lock. */
export const createOpenSession =
  (deps: { cache: NameCache; readModel: ModelReader }): OpenSession =>
  async (tx, tenantId, work) => {
    const head = await lockTenantHead(tx, tenantId)
    const model = await deps.readModel(tx, tenantId, head.modelVersion)
    const next = { version: head.version + 1n, namesVersion: head.namesVersion + 1n }
    return deps.cache.withNames({ tx, tenantId, head, model }, (names) =>
      work({ tx, tenantId, head, next, model, view: viewOf(model), names }),
    )
  }
