import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { meetingTypes, participantSchema, priorities, segmentRoles } from '../../domain/meeting/meeting.ts'
import { isTimeZone } from '../../domain/meeting/time-zone.ts'
import { readTime } from './read-time.ts'

const label = z.string().trim().min(1).max(200)
const milliseconds = z.int().min(0).max(2_147_483_647)
const mostExtraCharacters = 65_536

const segmentSchema = z
  .strictObject({
    speaker: z.string().max(1000).nullish(),
    startMs: milliseconds.nullish(),
    endMs: milliseconds.nullish(),
    text: z.string(),
    role: z.enum(segmentRoles).nullish(),
  })
  .refine(({ startMs, endMs }) => startMs == null || endMs == null || endMs >= startMs, {
    path: ['endMs'],
    error: 'lies before startMs',
  })

const timeZoneSchema = z.string().max(64).refine(isTimeZone, 'is neither an IANA zone nor an offset such as +02:00')

/** Checked in UTC here; at the edges of the calendar once more in the zone of the meeting. */
function refuseUnreadable(text: string, context: z.RefinementCtx): void {
  try {
    readTime(text, 'UTC', 0)
  } catch (error) {
    const message = error instanceof AppError ? error.details[0]?.message : undefined
    context.addIssue({ code: 'custom', message: message ?? 'cannot be read' })
  }
}

/** What describes a meeting and may be changed later. */
export const editableFields = {
  title: z.string().trim().min(1).max(500),
  occurredAt: z
    .string()
    .max(40)
    .superRefine(refuseUnreadable)
    .describe('An instant with its offset (2026-03-04T15:00:00+01:00) or a day (2026-03-04), years 1 to 9999'),
  timeZone: timeZoneSchema.describe(
    'Zone of the meeting; without it the offset of occurredAt, else that of the tenant',
  ),
  sequence: z.int().min(0).max(999_999).describe('Order among meetings of the same instant or day'),
  project: label,
  account: label,
  series: label,
}

/** A meeting as it is submitted: exactly one of `text` and `segments`. */
export const meetingSubmission = z
  .strictObject({
    externalId: z.string().trim().min(1).max(500).optional().describe('Your id: the same id later is the same meeting'),
    source: z.string().trim().min(1).max(80).default('api'),
    sourceUrl: z.url().max(2000).optional(),
    title: editableFields.title,
    type: z.enum(meetingTypes).default('meeting'),
    occurredAt: editableFields.occurredAt.optional(),
    timeZone: editableFields.timeZone.optional(),
    sequence: editableFields.sequence.default(0),
    project: editableFields.project.optional(),
    account: editableFields.account.optional(),
    series: editableFields.series.optional(),
    language: z.string().trim().min(2).max(35).optional(),
    participants: z.array(participantSchema).max(5000).default([]),
    userId: z.string().trim().min(1).max(200).optional(),
    extras: z
      .record(z.string(), z.unknown())
      .refine((extras) => JSON.stringify(extras).length <= mostExtraCharacters, 'is larger than 64 KB')
      .default({}),
    personas: z.array(z.string().max(40)).max(20).optional().describe('Codes; without them the default persona'),
    lenses: z.array(label).max(20).default([]),
    questions: z.array(z.string().trim().min(1).max(500)).max(50).default([]),
    instructions: z.string().trim().max(1000).optional(),
    priority: z.enum(priorities).default('normal'),
    skip: z.array(z.string().max(40)).max(10).default([]).describe('Optional steps that are not wanted'),
    trackingModel: z.string().max(40).optional(),
    text: z.string().optional().describe('Plain text, "Speaker: text" lines, WebVTT or SRT'),
    segments: z.array(segmentSchema).min(1).max(200_000).optional(),
  })
  .refine(({ text, segments }) => (text === undefined) !== (segments === undefined), {
    path: ['text'],
    error: 'send exactly one of text and segments',
  })
  .meta({ id: 'MeetingSubmission' })

export type MeetingSubmission = z.infer<typeof meetingSubmission>
