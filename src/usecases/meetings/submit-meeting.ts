import type { LimitsInForce, TenantLimits } from '../../domain/access/tenant-limits.ts'
import { tombstoneMarks } from '../../domain/erase/tombstone-marks.ts'
import { AppError } from '../../domain/errors.ts'
import { sha256 } from '../../domain/ids.ts'
import type { Precision } from '../../domain/meeting/meeting.ts'
import { orderKeyPrefix } from '../../domain/meeting/order-key.ts'
import type { Dispatch } from '../../domain/run/dispatch.ts'
import { stableJson } from '../../domain/stable-json.ts'
import { failpoint } from '../../platform/failpoints.ts'
import { newId } from '../../platform/ids.ts'
import { claimIdempotencyKey, rememberReply } from '../../storage/idempotency.ts'
import { insertTranscript, lockOrInsertMeeting, startGeneration } from '../../storage/meetings.ts'
import { writeEvents } from '../../storage/outbox.ts'
import { readLatestRun } from '../../storage/read-runs.ts'
import { readSubmissionSettings } from '../../storage/tenants.ts'
import { findTombstone } from '../../storage/tombstones.ts'
import type { Tx } from '../../storage/tx.ts'
import { actOn } from '../access/acting.ts'
import type { Enqueue, EnqueueDeliveries, RunsPort } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { SubmittedView } from '../views/meeting-view.ts'
import { acceptedEvent } from './accepted-event.ts'
import { decideSubmission } from './decide-submission.ts'
import { meetingLinks } from './links.ts'
import { prepareMeeting, prepareTranscript, type Transcript } from './prepare-meeting.ts'
import type { MeetingSubmission } from './submission.ts'
import { submissionRate } from './submission-rate.ts'

export type SubmitMeetingDeps = {
  /** May be repeated: what it writes is found again by identity. */
  work: TenantWork
  read: TenantWork
  runs: Pick<RunsPort, 'submitRun'>
  enqueue: Enqueue
  enqueueDeliveries: EnqueueDeliveries
  /** Refuses when too much work waits already. */
  refuseOverload: (tenantId: string, waitingRuns: number) => Promise<void>
  limitsFor: (own: TenantLimits) => LimitsInForce
  now: () => Date
}

export type SubmitMeetingCommand = {
  tenantId: string
  /** The tenant's own. */
  limits?: TenantLimits
  traceparent: string
  traceId: string
  idempotencyKey: string | undefined
  submission: MeetingSubmission
}

export type SubmitMeetingResult = {
  /** accepted: a run was started; known: nothing was added; repeated: answered from the Idempotency-Key. */
  outcome: 'accepted' | 'known' | 'repeated'
  submitted: SubmittedView
}

type Written = SubmitMeetingResult & { dispatch: Dispatch[]; deliveryIds: string[] }

/**
 * Accepts a meeting: idempotency key, meeting, transcript, run with all its steps and `meeting.accepted` in one
 * transaction. Enqueueing comes after the commit and may fail: the sweep finds what was not enqueued.
 */
export const createSubmitMeeting =
  (deps: SubmitMeetingDeps) =>
  async (command: SubmitMeetingCommand): Promise<SubmitMeetingResult> => {
    const limits = deps.limitsFor(command.limits ?? {})
    await deps.refuseOverload(command.tenantId, limits.waitingRuns.value)
    const rate = submissionRate(command.tenantId, limits.submissionsPerMinute.value)
    await rate.early(deps.read)
    const transcript = prepareTranscript(command.submission)
    const { dispatch, deliveryIds, ...result } = await deps.work(command.tenantId, (tx) =>
      once(tx, command, transcript.hash, async () => {
        await rate.surely(tx)
        return accept(tx, deps, command, transcript)
      }),
    )
    await failpoint('submit:committed')
    await Promise.all([deps.enqueue(dispatch), deps.enqueueDeliveries(command.tenantId, deliveryIds)])
    return result
  }

/** The same Idempotency-Key gives the same answer; with another body, or while the first is running, it is refused. */
const once = async (
  tx: Tx,
  command: SubmitMeetingCommand,
  transcriptHash: string,
  accept: () => Promise<Written>,
): Promise<Written> => {
  const { tenantId, idempotencyKey: key } = command
  if (key === undefined) return accept()
  // The transcript by its hash: writing out ten megabytes again would hold up everybody else.
  const { text: _text, segments: _segments, ...described } = command.submission
  const fingerprint = sha256(`POST /v1/meetings\n${transcriptHash}\n${stableJson(described)}`)
  const before = await claimIdempotencyKey(tx, tenantId, key)
  if (before === 'busy') {
    throw new AppError('idempotency_in_progress', `A request with the Idempotency-Key "${key}" is still running.`, {
      retryAfterMs: 1000,
    })
  }
  if (before !== null && before.fingerprint !== fingerprint) {
    throw new AppError('idempotency_mismatch', `The Idempotency-Key "${key}" was used for another body.`)
  }
  if (before !== null) {
    return { outcome: 'repeated', submitted: before.response as SubmittedView, dispatch: [], deliveryIds: [] }
  }
  const written = await accept()
  await rememberReply(tx, tenantId, key, { fingerprint, status: 202, response: written.submitted })
  return written
}

const accept = async (
  tx: Tx,
  deps: SubmitMeetingDeps,
  command: SubmitMeetingCommand,
  transcript: Transcript,
): Promise<Written> => {
  const { tenantId, submission, traceId } = command
  const settings = await readSubmissionSettings(tx, tenantId)
  const prepared = prepareMeeting(submission, transcript, settings, { receivedAtMs: deps.now().getTime(), traceId })
  const stored = await lockOrInsertMeeting(tx, tenantId, { id: newId(), ...prepared }, transcript)
  await refuseErased(tx, tenantId, prepared, transcript)
  const incoming = { ...prepared, namesPersonas: submission.personas !== undefined }
  const decision = decideSubmission(stored, incoming, ({ precision, ...time }) =>
    orderKeyPrefix({ ...time, precision: precision as Precision, identity: prepared.identity }),
  )
  switch (decision.kind) {
    case 'deleted':
      throw new AppError(
        'gone',
        `This meeting was deleted; its id was ${stored.id}. Submit it under another externalId.`,
      )
    case 'duplicate':
      return alreadyThere(tx, tenantId, stored)
    case 'generation':
      await startGeneration(tx, tenantId, stored.id, { ...decision.fields, ...decision })
      if (decision.newTranscript) {
        await insertTranscript(tx, tenantId, { meetingId: stored.id, revision: decision.revision, ...transcript })
      }
      return startRun(tx, deps, command, { ...stored, ...decision }, transcript)
    case 'new':
      return startRun(tx, deps, command, stored, transcript)
  }
}

/** After the row is locked: an erasure of it that was under way is committed by then, and seen. */
const refuseErased = async (
  tx: Tx,
  tenantId: string,
  prepared: ReturnType<typeof prepareMeeting>,
  transcript: Transcript,
): Promise<void> => {
  const { declaresTime, occurredAtMs, precision } = prepared
  const declared = declaresTime ? { occurredAtMs, precision: precision as Precision } : null
  const erasureId = await findTombstone(
    tx,
    tenantId,
    tombstoneMarks({ ...prepared, tenantId, declared, contents: [transcript] }),
  )
  if (erasureId === null) return
  throw new AppError('gone', `This meeting was erased (${erasureId}) and is not taken again.`)
}

type Numbered = { id: string; generation: number; revision: number }

const startRun = async (
  tx: Tx,
  deps: SubmitMeetingDeps,
  command: SubmitMeetingCommand,
  meeting: Numbered & { occurredAt: Date },
  transcript: Transcript,
): Promise<Written> => {
  const { tenantId, traceparent, submission } = command
  const { id: meetingId, generation, revision } = meeting
  const { runId, dispatch } = await deps.runs.submitRun(tx, {
    ...{ tenantId, runId: newId(), meetingId, kind: 'meeting', generation, revision },
    ...{ priority: submission.priority, skip: submission.skip, params: {}, traceparent },
  })
  const event = acceptedEvent(command, meeting, transcript)
  const { deliveryIds } = await writeEvents(tx, { tenantId, version: 0n, events: [event] })
  actOn(meetingId)
  const links = meetingLinks(meetingId, runId)
  const submitted = { meetingId, runId, generation, status: 'accepted' as const, created: true, links }
  return { outcome: 'accepted', submitted, dispatch, deliveryIds }
}

const alreadyThere = async (tx: Tx, tenantId: string, meeting: Numbered): Promise<Written> => {
  const run = await readLatestRun(tx, tenantId, meeting.id)
  if (run === null) throw new Error(`meeting ${meeting.id} has no run`)
  const submitted: SubmittedView = {
    meetingId: meeting.id,
    runId: run.id,
    generation: meeting.generation,
    status: run.status,
    created: false,
    links: meetingLinks(meeting.id, run.id),
  }
  return { outcome: 'known', submitted, dispatch: [], deliveryIds: [] }
}
