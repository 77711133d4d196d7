import { createReconcile } from '../../processors/reconcile.ts'
import { createRefold } from '../../processors/refold.ts'
import type { Processors } from '../../processors/registry.ts'
import { createRespot } from '../../processors/respot.ts'
import type { Analyst } from '../analysis/analyst.ts'
import { createApplyChange } from '../record/apply-change.ts'
import { createModelReader } from '../record/model-cache.ts'
import { createNameCache } from '../record/name-cache.ts'
import { createOpenSession } from '../record/session.ts'
import { createSubmitRun } from '../runs/submit-run.ts'
import type { RecordCommands } from '../usecases/ports.ts'
import { createRecordCommands } from '../usecases/record/create-record-commands.ts'
import { createTenantWork } from '../usecases/tenant-work.ts'
import type { Resources } from './resources.ts'

/** Tenants whose names a process keeps in memory. */
const tenants = 32

const wireRoom = ({ config }: Resources) => {
  const submitRun = createSubmitRun({ admissionWindow: config.worker.admissionWindow })
  return {
    submitRun,
    openSession: createOpenSession({ cache: createNameCache({ tenants }), readModel: createModelReader() }),
    applyChange: createApplyChange({ submitRun }),
  }
}

/** The steps that write the record. */
export const wireRecordProcessors = (
  resources: Resources,
  analyst: Analyst,
): Pick<Processors, 'reconcile' | 'respot' | 'refold'> => {
  const deps = { db: resources.db, analyst, ...wireRoom(resources) }
  return { reconcile: createReconcile(deps), respot: createRespot(deps), refold: createRefold(deps) }
}

/** What users say about the record. */
export const wireRecord = (resources: Resources, storageWaitMs: number): RecordCommands =>
  createRecordCommands({
    ...wireRoom(resources),
    work: createTenantWork(resources.db, { repeat: false, waitMs: storageWaitMs, audited: true }),
    enqueue: resources.producer.enqueue,
    enqueueDeliveries: resources.producer.enqueueDeliveries,
    now: () => new Date(),
  })
