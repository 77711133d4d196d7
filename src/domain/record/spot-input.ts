import type { MeetingContext } from '../meeting/meeting.ts'
import type { ObservationFact } from '../observation/observation-fact.ts'
import type { Relink } from './name-meaning.ts'

/** What spotting reads of a meeting. */
export type SpotInput = {
  tenantId: string
  meetingId: string
  meeting: Pick<MeetingContext, 'title' | 'series' | 'participants'>
  segments: readonly { index: number; speaker: string | null; text: string }[]
  observations: readonly ObservationFact[]
  relinks: readonly Relink[]
}
