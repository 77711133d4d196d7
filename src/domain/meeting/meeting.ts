import { z } from 'zod'

export const meetingTypes = ['meeting', 'call', 'interview', 'note', 'batch_upload', 'conversation'] as const
export const priorities = ['live', 'normal', 'backfill'] as const
export const segmentRoles = ['customer', 'agent', 'bot'] as const

/** One utterance, as stored. `index` counts from 0 within the transcript; times are milliseconds from its start. */
export type Segment = {
  index: number
  speaker: string | null
  role: (typeof segmentRoles)[number] | null
  startMs: number | null
  endMs: number | null
  text: string
}

export const participantSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z.email().optional(),
  role: z.string().max(200).optional(),
})
export type Participant = z.infer<typeof participantSchema>

/** instant: date and time; day: a date alone; received: the meeting told no time, so its first acceptance counts. */
export const precisions = ['instant', 'day', 'received'] as const
export type Precision = (typeof precisions)[number]

/** What analysts may know of a meeting besides its words. Never entities, states or other meetings (DESIGN 5.1). */
export type MeetingContext = {
  title: string
  type: (typeof meetingTypes)[number]
  /** Instant of the meeting, ISO 8601 in UTC. */
  occurredAt: string
  precision: Precision
  /** IANA zone or offset such as `+02:00`: relative dates are read in it. */
  timeZone: string
  series: string | null
  project: string | null
  account: string | null
  language: string | null
  participants: readonly Participant[]
}
