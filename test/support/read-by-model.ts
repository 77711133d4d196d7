import type { ExtractedObservation } from '../../src/domain/observation/observation.ts'
import { newId } from '../../src/platform/ids.ts'
import { inTenant } from '../../src/storage/tx.ts'
import { openApplier } from '../integration/record/support/record-store.ts'
import { clientOf, type TestApi } from './api.ts'

type Statement = { entity: string; status: string }

/**
 * A meeting whose transcript a model has read with some version of its prompt: each statement is a line of it. The
 * record follows as it does in a run.
 */
export const readByModel = async (
  api: TestApi,
  reading: { day: string; engineVersion: string; statements: readonly Statement[] },
): Promise<{ meetingId: string; runId: string }> => {
  const { tenantId, key } = api.tenant
  const lines = reading.statements.map(({ entity, status }) => `${entity} is ${status}.`)
  const { body } = await clientOf(api, key).post('/v1/meetings', {
    ...{ title: 'Weekly', occurredAt: `${reading.day}T10:00:00Z`, externalId: newId() },
    segments: lines.map((text) => ({ speaker: 'Ana', text })),
  })
  const { meetingId, runId } = body as { meetingId: string; runId: string }
  const value = { names: [], observations: reading.statements.map(toObservation), insights: [], unsupported: 0 }
  await inTenant(api.database, tenantId, async (tx) => {
    const place = { tenantId, meetingId, revision: 1, speaker: 'Ana' }
    await tx.segment.createMany({ data: lines.map((text, index) => ({ ...place, index, text })) })
    await tx.memo.create({ data: { tenantId, meetingId, key: 'chunk', value } })
    const result = { memoKeys: ['chunk'], engineVersion: reading.engineVersion }
    await tx.step.updateMany({ where: { tenantId, runId, name: 'extract' }, data: { status: 'done', result } })
  })
  const applier = openApplier(api.databaseUrl)
  try {
    const outcome = await applier.reconcile({
      ...{ tenantId, runId, step: 'reconcile', meetingId, generation: 1, revision: 1, params: {} },
      ...{ traceId: '1'.repeat(32), signal: new AbortController().signal, report: () => {}, carried: {} },
    })
    if (outcome.kind !== 'done' || !outcome.commit) throw new Error(`reconcile was ${outcome.kind}`)
    await inTenant(api.database, tenantId, outcome.commit)
  } finally {
    await applier.db.close()
  }
  return { meetingId, runId }
}

const toObservation = ({ entity, status }: Statement, segment: number): ExtractedObservation => ({
  ...{ segment, start: 0, ordinal: 0, name: { type: 'feature', surface: entity, generic: false }, typeHint: null },
  ...{ within: null, dimension: 'status', op: 'set', value: status, valueName: null, modality: 'asserted' },
  ...{ effectiveAt: null, basis: 'model', confidence: 90, cue: 'model', quote: `${entity} is ${status}` },
})
