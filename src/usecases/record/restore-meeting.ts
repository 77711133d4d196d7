import { AppError } from '../../domain/errors.ts'
import type { Dispatch } from '../../domain/run/dispatch.ts'
import { newId } from '../../platform/ids.ts'
import { noChange, type RecordChange } from '../../record/change.ts'
import { recordReading } from '../../record/record-reading.ts'
import type { RecordSession } from '../../record/session.ts'
import { withdrawFacts } from '../../storage/facts.ts'
import { nextGeneration } from '../../storage/meetings.ts'
import { lockMeeting } from '../../storage/record-meetings.ts'
import { readLiveChunks, readRetractions, restoreMeeting } from '../../storage/retractions.ts'
import { readSegments } from '../../storage/segments.ts'
import { mustHaveWords } from '../meetings/must-have-words.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from './command.ts'
import { readWritten } from './read-written.ts'

/** Lets a meeting that was retracted count again: the record is what it would be if it had counted all the time. */
export const createRestoreMeeting =
  (deps: CommandDeps): RecordCommands['restoreMeeting'] =>
  (command) =>
    runCommand(
      deps,
      command,
      async (session) => {
        const { meetingId, dryRun } = command
        const { change, factIds, runId, dispatch } = await bringBack(deps, session, meetingId, command.traceparent)
        return {
          change,
          dispatch,
          answer: async () => ({ factIds, meetingId, runId, dryRun, ...(await readWritten(session)) }),
        }
      },
      { rollBack: command.dryRun },
    )

type BroughtBack = { change: RecordChange; factIds: string[]; runId: string | null; dispatch: Dispatch[] }

/**
 * The facts of the latest processing, from what was kept of it. Where that is gone the meeting is read again by a run
 * of its own.
 */
export const bringBack = async (
  deps: Pick<CommandDeps, 'submitRun'>,
  session: RecordSession,
  meetingId: string,
  traceparent: string,
): Promise<BroughtBack> => {
  const { tx, tenantId, next } = session
  const row = await lockMeeting(tx, tenantId, meetingId)
  if (!row) throw new AppError('not_found', `There is no meeting ${meetingId}.`)
  if (row.deletedAt !== null) throw new AppError('gone', `The meeting ${meetingId} was deleted.`)
  if (row.retractedAt === null) throw new AppError('conflict', `The meeting ${meetingId} is not retracted.`)
  const factIds = await readRetractions(tx, tenantId, meetingId)
  await withdrawFacts(tx, tenantId, next.namesVersion, factIds)
  await restoreMeeting(tx, tenantId, meetingId)
  const nothing = { change: noChange(), factIds, runId: null, dispatch: [] }
  if (row.liveGeneration === 0) return nothing
  const chunks = await readLiveChunks(tx, tenantId, row)
  if (chunks !== null) {
    const segments = await readSegments(tx, tenantId, meetingId, row.liveRevision)
    return { ...nothing, change: await recordReading(session, row, { segments, chunks }) }
  }
  await mustHaveWords(tx, tenantId, meetingId)
  const generation = await nextGeneration(tx, tenantId, meetingId)
  if (generation === null) return nothing
  const runId = newId()
  const request = { tenantId, runId, meetingId, kind: 'reprocess', traceparent, ...generation, params: {} }
  const { dispatch } = await deps.submitRun(tx, request)
  return { ...nothing, runId, dispatch }
}
