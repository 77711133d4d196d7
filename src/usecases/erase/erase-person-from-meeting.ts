import { sha256 } from '../../domain/ids.ts'
import { newId } from '../../platform/ids.ts'
import { noChange } from '../../record/change.ts'
import { replaceMeeting } from '../../record/replace-meeting.ts'
import type { RecordSession } from '../../record/session.ts'
import { cancelRun } from '../../runs/cancel-run.ts'
import { eraseMeetingTraces } from '../../storage/erase-meeting.ts'
import { type PersonScrub, scrubMeeting } from '../../storage/erase-person.ts'
import { lockErasure, updateErasure } from '../../storage/erasures.ts'
import { nextGeneration } from '../../storage/meetings.ts'
import { lockMeeting } from '../../storage/record-meetings.ts'
import { listOpenRunsOf } from '../../storage/runs.ts'
import { insertTombstones } from '../../storage/tombstones.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from '../record/command.ts'
import { readMarks } from './read-marks.ts'

type Wanted = { meetingId: string; erasureId: string; scrub: PersonScrub }

/**
 * Takes all that was read of a meeting back, rewrites what was submitted, and has it read again. Sent once more as it was,
 * with the person in it, it is refused.
 */
export const erasePersonFromMeeting = (
  deps: CommandDeps,
  command: Parameters<RecordCommands['erasePerson']>[0],
  wanted: Wanted,
): Promise<unknown> =>
  runCommand(deps, command, async (session) => {
    const { tx, tenantId, next } = session
    const { meetingId, erasureId } = wanted
    const row = await lockMeeting(tx, tenantId, meetingId)
    if (!row || row.deletedAt !== null) return { change: noChange(), answer: () => ({}) }
    for (const runId of await listOpenRunsOf(tx, tenantId, meetingId)) await cancelRun(tx, { tenantId, runId })
    await insertTombstones(tx, tenantId, erasureId, await readMarks(session, row, null))
    const change = await replaceMeeting(session, meetingId, null)
    const again = await nextGeneration(tx, tenantId, meetingId)
    if (again === null) throw new Error(`the meeting ${meetingId} went away under its lock`)
    const run = { ...again, tenantId, meetingId, runId: newId(), kind: 'reprocess', params: {} }
    const { dispatch } = await deps.submitRun(tx, { ...run, traceparent: command.traceparent })
    return { change, dispatch, answer: () => rewrite(session, next.version, wanted) }
  })

const rewrite = async ({ tx, tenantId }: RecordSession, version: bigint, wanted: Wanted): Promise<object> => {
  const ref = { tenantId, meetingId: wanted.meetingId }
  const erased = await eraseMeetingTraces(tx, ref, version, wanted.scrub)
  const rewritten = await scrubMeeting(tx, ref, wanted.scrub)
  const receipt = await lockErasure(tx, tenantId, wanted.erasureId)
  const counts = { ...receipt.counts }
  for (const [table, rows] of [...Object.entries(erased.counts), ...Object.entries(rewritten)])
    counts[table] = (counts[table] ?? 0) + rows
  await updateErasure(tx, tenantId, { ...receipt, counts, digest: sha256(`${receipt.digest}\n${erased.digest}`) })
  return {}
}
