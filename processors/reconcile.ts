import { AppError } from '../src/domain/errors.ts'
import type { Segment } from '../src/domain/meeting/meeting.ts'
import { traceparentOf } from '../src/platform/trace-context.ts'
import type { Applied, ApplyChange } from '../src/record/apply-change.ts'
import { findQuestions } from '../src/record/find-questions.ts'
import { recordReading, toMeetingFacts } from '../src/record/record-reading.ts'
import { recordVerdicts } from '../src/record/record-verdicts.ts'
import type { OpenSession, RecordSession } from '../src/record/session.ts'
import type { Database } from '../src/storage/client.ts'
import { lockMeeting, type RecordMeetingRow, setLive } from '../src/storage/record-meetings.ts'
import { readSegments } from '../src/storage/segments.ts'
import { inTenant, type Tx } from '../src/storage/tx.ts'
import type { Processor, StepContext, StepEffects } from './outcome.ts'
import type { Extracted } from './shared/carried.ts'
import { type Judge, type Judged, judge, nothingJudged } from './shared/judge.ts'
import { loadExtracted } from './shared/load-extracted.ts'

export type ReconcileDeps = { db: Database; openSession: OpenSession; applyChange: ApplyChange; analyst: Judge }

type Read = Extracted & { segments: Segment[] }

/**
 * Turns what was read in a meeting into facts of the tenant and everything that follows from them: names, entities,
 * states, transitions, events. All of it is one transaction under the tenant head. Commits only a processing that is
 * later than the one whose facts are live, so running it twice, or after a newer one, changes nothing. What rules leave
 * open is asked of the analyst before that transaction, and its verdicts are facts like the others.
 */
export const createReconcile =
  (deps: ReconcileDeps): Processor =>
  async (context) => {
    const { tenantId, meetingId } = context
    if (meetingId === null) throw new AppError('internal', 'reconcile needs a meeting')
    const judged = await judgeOpen(deps, { ...context, meetingId })
    return {
      kind: 'done',
      fallbacks: judged.fallbacks,
      commit: async (tx) => {
        const loadedAt = performance.now()
        // Before the tenant head is locked: others may go on meanwhile.
        const extracted = await load(tx, context, meetingId)
        const readMs = Math.round(performance.now() - loadedAt)
        return deps.openSession(tx, tenantId, async (session) => {
          const row = await lockMeeting(tx, tenantId, meetingId)
          if (!isWanted(row, context)) return { result: { transitionIds: [] } }
          if (row.retractedAt !== null) return putAside(session, row, context)
          const startedAt = performance.now()
          const applied = await record(deps, session, context, row, extracted, judged)
          return effectsOf(applied, extracted, { readMs, applyMs: Math.round(performance.now() - startedAt) })
        })
      },
    }
  }

/** Nothing for a meeting that was deleted, or of which a later processing counts already. */
const isWanted = (row: RecordMeetingRow | null, { generation }: StepContext): row is RecordMeetingRow =>
  row !== null && row.deletedAt === null && generation > row.liveGeneration

/** A short transaction finds what is open; the models are asked when it is over. */
const judgeOpen = async (
  { db, openSession, analyst }: ReconcileDeps,
  context: StepContext & { meetingId: string },
): Promise<Judged> => {
  // Rules have decided already.
  if (analyst.engine === 'offline') return nothingJudged
  const { tenantId, meetingId } = context
  const questions = await inTenant(db, tenantId, async (tx) => {
    const extracted = await load(tx, context, meetingId)
    return openSession(tx, tenantId, async (session) => {
      const row = await lockMeeting(tx, tenantId, meetingId)
      if (!isWanted(row, context) || row.retractedAt !== null) return { names: [], values: [] }
      return findQuestions(session, toMeetingFacts(tenantId, row, extracted), analyst.version)
    })
  })
  return judge({ db, analyst }, context, questions)
}

const load = async (tx: Tx, context: StepContext, meetingId: string): Promise<Read> => {
  const { tenantId, runId, revision, carried } = context
  if (carried.found) return { ...carried.found.extracted, segments: carried.found.reading.segments }
  const extracted = await loadExtracted(tx, { tenantId, runId, meetingId })
  return { ...extracted, segments: await readSegments(tx, tenantId, meetingId, revision) }
}

async function record(
  { applyChange }: ReconcileDeps,
  session: RecordSession,
  context: StepContext,
  row: RecordMeetingRow,
  extracted: Read,
  judged: Judged,
): Promise<Applied> {
  const { tx, tenantId, head } = session
  const { generation, revision } = context
  const change = await recordReading(session, row, extracted)
  const verdicts = await recordVerdicts(session, judged)
  change.putLinks.push(...verdicts.putLinks)
  change.putEquivalences.push(...verdicts.putEquivalences)
  const traceparent = traceparentOf(context.traceId)
  const { engineVersion } = extracted
  const applied = await applyChange(session, change, { generation, engineVersion, traceparent, recorded: true })
  await setLive(tx, tenantId, row.id, { generation, revision, modelVersion: head.modelVersion })
  return applied
}

/** Of a meeting that a user retracted the latest processing is remembered, so that restoring it finds that one. */
const putAside = async (
  { tx, tenantId, head }: RecordSession,
  row: RecordMeetingRow,
  { generation, revision }: StepContext,
): Promise<StepEffects> => {
  await setLive(tx, tenantId, row.id, { generation, revision, modelVersion: head.modelVersion })
  return { result: { transitionIds: [] } }
}

function effectsOf(
  applied: Applied,
  { chunks }: Read,
  { readMs, applyMs }: { readMs: number; applyMs: number },
): StepEffects {
  const { mentions } = applied.spotted
  return {
    totals: {
      entityCount: new Set(mentions.inserted.map((mention) => mention.nameId)).size,
      entitiesCreated: applied.entitiesCreated,
      mentionCount: mentions.inserted.length,
      observationCount: chunks.reduce((sum, chunk) => sum + chunk.observations.length, 0),
      transitionCount: applied.transitionIds.length,
    },
    timings: { reconcileReadMs: readMs, reconcileApplyMs: applyMs },
    result: { transitionIds: applied.transitionIds, version: applied.version.toString() },
    counted: applied.counted,
    deliveryIds: applied.deliveryIds,
    dispatch: applied.dispatch,
  }
}
