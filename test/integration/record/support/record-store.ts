import pg from 'pg'
import type { Outcome } from '../../../../processors/outcome.ts'
import { createReconcile } from '../../../../processors/reconcile.ts'
import { createRespot } from '../../../../processors/respot.ts'
import type { Judge } from '../../../../processors/shared/judge.ts'
import type { TrackingModel } from '../../../../src/domain/tracking-model/model.ts'
import { newId } from '../../../../src/platform/ids.ts'
import { createApplyChange } from '../../../../src/record/apply-change.ts'
import { createModelReader } from '../../../../src/record/model-cache.ts'
import { createNameCache } from '../../../../src/record/name-cache.ts'
import { createOpenSession } from '../../../../src/record/session.ts'
import { createSubmitRun } from '../../../../src/runs/submit-run.ts'
import { type Database, openDatabase } from '../../../../src/storage/client.ts'
import { insertTenant } from '../../../../src/storage/tenants.ts'
import { insertModel, useModel } from '../../../../src/storage/tracking-models.ts'
import { inTenant } from '../../../../src/storage/tx.ts'
import { createCorrectState } from '../../../../src/usecases/record/correct-state.ts'
import { createRecordCommands } from '../../../../src/usecases/record/create-record-commands.ts'
import { createDeleteMeeting } from '../../../../src/usecases/record/delete-meeting.ts'
import { createImportEntities } from '../../../../src/usecases/record/import-entities.ts'
import { createRestoreMeeting } from '../../../../src/usecases/record/restore-meeting.ts'
import { createRetractMeeting } from '../../../../src/usecases/record/retract-meeting.ts'
import { createTenantWork } from '../../../../src/usecases/tenant-work.ts'
import { createTestDatabase } from '../../../support/database.ts'

export const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`

/** A process that changes the record: it shares nothing with others but the database. */
export type Applier = ReturnType<typeof openApplier>

export const openApplier = (url: string, options: { poolSize?: number; analyst?: Judge } = {}) => {
  const db = openDatabase({ url, poolSize: options.poolSize ?? 4, poolTimeoutMs: 20_000 })
  const submitRun = createSubmitRun({ admissionWindow: 1_000 })
  const openSession = createOpenSession({ cache: createNameCache({ tenants: 8 }), readModel: createModelReader() })
  const applyChange = createApplyChange({ submitRun })
  const commands = {
    ...{ openSession, applyChange, submitRun, now: () => new Date() },
    work: createTenantWork(db, { repeat: false, waitMs: 0 }),
    enqueue: async () => {},
    enqueueDeliveries: async () => {},
  }
  return {
    ...{ db, openSession, applyChange },
    reconcile: createReconcile({ db, openSession, applyChange, analyst: options.analyst ?? byRules }),
    respot: createRespot({ db, openSession, applyChange }),
    commands: createRecordCommands(commands),
    importEntities: createImportEntities(commands),
    deleteMeeting: createDeleteMeeting(commands),
    correctState: createCorrectState(commands),
    retractMeeting: createRetractMeeting(commands),
    restoreMeeting: createRestoreMeeting(commands),
  }
}

/** Judges nothing. */
const byRules: Judge = {
  engine: 'offline',
  version: 'none',
  judgeNames: async () => [],
  judgeValues: async () => [],
}

export type RecordStore = {
  url: string
  admin: pg.Client
  /** A tenant of its own with this model. */
  addTenant: (model: TrackingModel) => Promise<string>
  applier: (analyst?: Judge) => Applier
  close: () => Promise<void>
}

/** A database for tests of the record; each world is a tenant in it. */
export const openRecordStore = async (): Promise<RecordStore> => {
  const { url, drop } = await createTestDatabase()
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const appliers: Applier[] = []
  const applier = (analyst?: Judge): Applier => {
    const one = openApplier(url, analyst ? { analyst } : {})
    appliers.push(one)
    return one
  }
  const { db } = applier()
  return {
    ...{ url, admin, applier },
    addTenant: async (model) => {
      const tenantId = newId()
      await inTenant(db, tenantId, async (tx) => {
        await insertTenant(tx, { id: tenantId, name: 'test', timeZone: 'UTC' })
        await insertModel(tx, tenantId, { version: 1, name: model.name, body: model })
        await useModel(tx, tenantId, 1)
      })
      return tenantId
    },
    close: async () => {
      await admin.end()
      await Promise.all(appliers.map((one) => one.db.close()))
      await drop()
    },
  }
}

/** Ends a step as the worker does: its effects in one transaction, unless it fails. */
export const commit = async (db: Database, tenantId: string, outcome: Outcome) =>
  outcome.kind === 'done' && outcome.commit ? inTenant(db, tenantId, outcome.commit) : undefined
