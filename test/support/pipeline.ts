import { createExtract } from '../../processors/extract.ts'
import { createNormalize } from '../../processors/normalize.ts'
import type { Processor } from '../../processors/outcome.ts'
import { createReason } from '../../processors/reason.ts'
import { createReconcile } from '../../processors/reconcile.ts'
import { createRefold } from '../../processors/refold.ts'
import { createRespot } from '../../processors/respot.ts'
import { createSummarize } from '../../processors/summarize.ts'
import type { Analyst } from '../../src/analysis/analyst.ts'
import { orderKeyPrefix } from '../../src/domain/meeting/order-key.ts'
import { defaultModel } from '../../src/domain/tracking-model/default-model.ts'
import { parseTranscript } from '../../src/formats/parse-transcript.ts'
import { newId } from '../../src/platform/ids.ts'
import { createApplyChange } from '../../src/record/apply-change.ts'
import { createModelReader } from '../../src/record/model-cache.ts'
import { createNameCache } from '../../src/record/name-cache.ts'
import { createOpenSession } from '../../src/record/session.ts'
import { createSubmitRun } from '../../src/runs/submit-run.ts'
import { nextGeneration } from '../../src/storage/meetings.ts'
import { seedPersonas } from '../../src/storage/personas.ts'
import { insertTenant } from '../../src/storage/tenants.ts'
import { insertModel, useModel } from '../../src/storage/tracking-models.ts'
import { inTenant } from '../../src/storage/tx.ts'
import { defaultPersonas } from '../../src/usecases/setup/default-personas.ts'
import { openStepRunner, type TestLedger, traceparent } from './ledger.ts'

export const submitRun = createSubmitRun({ admissionWindow: 64 })

/** A tenant with the default model and personas. */
export const addTenant = async (ledger: TestLedger): Promise<string> => {
  const tenantId = newId()
  await inTenant(ledger.db, tenantId, async (tx) => {
    await insertTenant(tx, { id: tenantId, name: 'test', timeZone: 'UTC' })
    await insertModel(tx, tenantId, { version: 1, name: defaultModel.name, body: defaultModel })
    await useModel(tx, tenantId, 1)
    await seedPersonas(tx, tenantId, defaultPersonas)
  })
  return tenantId
}

export type TestMeeting = { tenantId: string; meetingId: string }

/** A meeting on the given day of March 2026 that was accepted, and not yet processed. */
export const addMeeting = async (
  ledger: TestLedger,
  tenantId: string,
  meeting: { lines: readonly string[]; day?: number; personas?: string[]; lenses?: string[]; instructions?: string },
): Promise<TestMeeting> => {
  const meetingId = newId()
  const day = String(meeting.day ?? 2).padStart(2, '0')
  const identity = `ext:test:${day}`
  const occurredAt = `2026-03-${day}T10:00:00Z`
  const time = { occurredAtMs: Date.parse(occurredAt), precision: 'instant', sequence: 0 } as const
  await ledger.admin.query(
    `INSERT INTO meeting (id, tenant_id, identity, source, content_hash, title, type, occurred_at, precision, time_zone,
                          order_key, personas, lenses, instructions, trace_id, generation)
     VALUES ($1, $2, $3, 'test', '', 'Weekly', 'meeting', $4, 'instant', 'UTC', $5, $6, $7, $8, 't', 0)`,
    [
      ...[meetingId, tenantId, identity, occurredAt, orderKeyPrefix({ ...time, identity })],
      ...[meeting.personas ?? ['gtm', 'delivery'], meeting.lenses ?? [], meeting.instructions ?? null],
    ],
  )
  await ledger.admin.query(
    `INSERT INTO transcript (tenant_id, meeting_id, revision, format, body) VALUES ($1, $2, 1, 'text', $3)`,
    [tenantId, meetingId, meeting.lines.join('\n')],
  )
  return { tenantId, meetingId }
}

/** All steps of all runs, in this process and on the given ledger, with this analyst. */
export const openPipeline = (
  ledger: TestLedger,
  analyst: Analyst,
  options: { steps?: Partial<Record<string, Processor>>; batchSize?: number; room?: readonly string[] } = {},
) => {
  const { db } = ledger
  const openSession = createOpenSession({ cache: createNameCache({ tenants: 8 }), readModel: createModelReader() })
  const record = { db, analyst, openSession, applyChange: createApplyChange({ submitRun }) }
  const reading = { db, analyst, chunksAtOnce: 8, batchesAtOnce: 8, personasAtOnce: 8 }
  const processors = {
    normalize: createNormalize({
      db,
      parse: async ({ body, participants }) => parseTranscript({ body, participants }),
    }),
    extract: createExtract(reading),
    reconcile: createReconcile(record),
    reason: createReason({ ...reading, batchSize: options.batchSize ?? 20 }),
    summarize: createSummarize(reading),
    respot: createRespot(record),
    refold: createRefold(record),
    ...options.steps,
  }
  const runner = openStepRunner(ledger, processors, { room: options.room ?? [] })
  return {
    ...runner,
    /** Processes a meeting as its next generation until nothing is left to do; the id of the run. */
    process: async ({ tenantId, meetingId }: TestMeeting, kind: 'meeting' | 'reprocess' | 'upgrade' = 'meeting') => {
      const runId = newId()
      const { dispatch } = await inTenant(db, tenantId, async (tx) => {
        const next = await nextGeneration(tx, tenantId, meetingId)
        const { generation = 1, revision = 1 } = next ?? {}
        return submitRun(tx, {
          ...{ tenantId, meetingId, runId, kind, generation, revision, traceparent },
          ...{ priority: 'normal', skip: [], params: {} },
        })
      })
      await runner.runAll(dispatch)
      return runId
    },
  }
}
