import { stableJson } from '../../domain/stable-json.ts'
import type { LockedMeeting, MeetingFields } from '../../storage/meetings.ts'

export type Decision =
  | { kind: 'new' }
  | { kind: 'deleted' }
  /** The same content and the same words about it: nothing is added. */
  | { kind: 'duplicate' }
  /** Other content, or other words about it, under a known identity. */
  | { kind: 'generation'; generation: number; revision: number; newTranscript: boolean; fields: MeetingFields }

type Incoming = MeetingFields & { declaresTime: boolean; namesPersonas: boolean }

/**
 * What a submission means for the meeting that was found under its identity. A submission that tells no time never
 * moves a meeting: the time of its first acceptance, or the one declared before, stays.
 */
export const decideSubmission = (stored: LockedMeeting, incoming: Incoming, orderKeyOf: OrderKeyOf): Decision => {
  if (stored.inserted) return { kind: 'new' }
  if (stored.deletedAt !== null) return { kind: 'deleted' }
  const time = incoming.declaresTime
    ? { occurredAtMs: incoming.occurredAtMs, precision: incoming.precision, timeZone: incoming.timeZone }
    : { occurredAtMs: stored.occurredAt.getTime(), precision: stored.precision, timeZone: stored.timeZone }
  const { declaresTime, namesPersonas, ...given } = incoming
  const fields = { ...given, ...time, personas: namesPersonas ? incoming.personas : stored.personas }
  const before = { ...stored, occurredAtMs: stored.occurredAt.getTime() }
  if (whatIsRead(before) === whatIsRead(fields)) return { kind: 'duplicate' }
  const newTranscript = stored.contentHash !== fields.contentHash
  return {
    kind: 'generation',
    generation: stored.generation + 1,
    revision: stored.revision + (newTranscript ? 1 : 0),
    newTranscript,
    fields: { ...fields, orderKey: orderKeyOf(fields) },
  }
}

type OrderKeyOf = (fields: Pick<MeetingFields, 'occurredAtMs' | 'precision' | 'sequence'>) => string

/** All that analysts and readers see of a meeting; a change of the rest (links, ids, extras) needs no new reading. */
const whatIsRead = (m: Omit<MeetingFields, 'orderKey'>): string =>
  stableJson([
    ...[m.contentHash, m.title, m.type, m.occurredAtMs, m.precision, m.timeZone, m.sequence, m.project, m.account],
    ...[m.series, m.language, m.participants, m.personas, m.lenses, m.questions, m.instructions, m.trackingModel],
  ])
