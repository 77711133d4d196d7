import { type MeetingFacts, type MeetingReading, readMeeting } from '../domain/record/read-meeting.ts'
import { type Spotting, spotMeeting } from '../domain/record/spot-meeting.ts'
import { noChange } from './change.ts'
import { changeNames } from './change-names.ts'
import type { RecordSession } from './session.ts'

/**
 * Puts the names of a reading into the names of the session, as if it had come in, and says what it would be about.
 * Nothing is written: with the session it is as if it had never been.
 */
export const previewReading = (
  { tenantId, names, view }: RecordSession,
  facts: MeetingFacts,
): { reading: MeetingReading; spotting: Spotting } => {
  const reading = readMeeting(facts, view)
  const own = { meetingId: facts.id, meeting: null, observations: [], keys: [], isNew: false, moved: false }
  const change = { ...noChange(), putSources: reading.sources, putLinks: reading.aliases, replaced: [own] }
  changeNames(names, change, new Map())
  const { meeting, segments, id: meetingId } = facts
  const said = { tenantId, meetingId, meeting, segments, observations: reading.observations, relinks: [] }
  return { reading, spotting: spotMeeting(said, names.book, view) }
}
