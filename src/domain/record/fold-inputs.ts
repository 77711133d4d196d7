import type { MeetingContext } from '../meeting/meeting.ts'
import { startOfDayMs } from '../meeting/time-zone.ts'
import type { Attachment, ObservationFact } from '../observation/observation-fact.ts'
import type { ValueEntity } from '../observation/values.ts'
import { baseConfidence } from '../transition/base-confidence.ts'
import type { FoldInput, Veto } from '../transition/fold-input.ts'
import type { Assertion, NameVeto } from './statements.ts'

/** When a meeting was, as the fold needs it. */
export type MeetingTime = Pick<MeetingContext, 'occurredAt' | 'timeZone'> & { orderKey: string }

/** An observation as the fold reads it, once it is known whom it is about and whom its value names. */
export const observationInput = (
  observation: ObservationFact,
  attachment: Pick<Attachment, 'link'>,
  meeting: MeetingTime,
  valueEntity: ValueEntity | null,
): FoldInput => ({
  orderKey: observation.orderKey,
  point: meeting.orderKey,
  origin: 'machine',
  recorded: 0,
  meetingId: observation.meetingId,
  dimension: observation.dimension,
  op: observation.op,
  value: observation.value,
  valueEntity,
  modality: observation.modality,
  confidence: baseConfidence(observation, attachment.link),
  occurredAt: meeting.occurredAt,
  effectiveAt: observation.effectiveAt === null ? null : startOfDay(observation.effectiveAt, meeting.timeZone),
  evidence: {
    segmentIndex: observation.segment,
    speaker: observation.speaker,
    startMs: observation.startMs,
    quote: observation.quote,
    ...(observation.quote === '' && { wordsRemoved: true as const }),
  },
  note: null,
})

/**
 * What a user or a catalogue says, as the fold reads it. What is said of a meeting stands where the meeting stands now;
 * without the meeting it does not count.
 */
export const assertionInput = (
  assertion: Assertion,
  valueEntity: ValueEntity | null,
  meeting: MeetingTime | undefined,
): FoldInput | null => {
  const said = plainInput(assertion, valueEntity)
  if (assertion.meetingId === null) return said
  if (!meeting) return null
  const { orderKey: point, occurredAt } = meeting
  return { ...said, point, orderKey: `${point}${assertion.orderKey}`, occurredAt }
}

/** A veto as the fold reads it. */
export const vetoInput = (veto: NameVeto, valueEntity: ValueEntity | null): Veto => ({
  meetingId: veto.meetingId,
  dimension: veto.dimension,
  claim: veto.claim && { op: veto.claim.op, value: veto.claim.value, valueEntity },
})

const plainInput = (assertion: Assertion, valueEntity: ValueEntity | null): FoldInput => ({
  orderKey: assertion.orderKey,
  point: assertion.orderKey,
  origin: assertion.origin,
  recorded: assertion.recorded,
  meetingId: assertion.meetingId,
  dimension: assertion.dimension,
  op: assertion.op,
  value: assertion.value,
  valueEntity,
  modality: 'asserted',
  confidence: 100,
  occurredAt: assertion.occurredAt,
  effectiveAt: null,
  evidence: null,
  note: assertion.note,
})

const startOfDay = (date: string, zone: string): string =>
  new Date(startOfDayMs(Date.parse(`${date}T00:00:00Z`), zone)).toISOString()
