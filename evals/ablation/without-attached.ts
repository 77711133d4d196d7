import type { ExtractedObservation } from '../../src/domain/observation/observation.ts'
import type { NameLinkage, ObservationFact } from '../../src/domain/observation/observation-fact.ts'
import type { MeetingFacts } from '../../src/domain/record/read-meeting.ts'
import { readMeeting } from '../../src/domain/record/read-meeting.ts'
import type { RebuiltRecord, RecordFacts } from '../../src/domain/record/rebuild.ts'
import { viewOf } from '../../src/domain/tracking-model/model-view.ts'

/** The meetings without the statements that found what they are about in one of these ways. */
export const withoutAttached = (
  facts: RecordFacts,
  record: Pick<RebuiltRecord, 'spottings'>,
  methods: readonly NameLinkage['method'][],
): MeetingFacts[] => {
  const view = viewOf(facts.model)
  return facts.meetings.map((meeting) => {
    const attachments = record.spottings.get(meeting.id)?.attachments ?? []
    const attached = new Set(
      attachments.flatMap((row) => (methods.includes(row.link.method) ? [row.observationId] : [])),
    )
    const left = readMeeting(meeting, view).observations.filter((row) => attached.has(row.id))
    const keys = new Set(left.map(keyOf))
    return { ...meeting, observations: meeting.observations.filter((row) => !keys.has(keyOf(row))) }
  })
}

/** The same for a statement and for the fact that it became, whichever place that was given. */
const keyOf = (row: ExtractedObservation | ObservationFact): string =>
  JSON.stringify([row.segment, row.start, row.dimension, row.op, row.value, row.modality, row.cue, row.quote])
