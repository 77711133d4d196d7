import { z } from 'zod'
import { runStatuses } from '../../domain/run/run.ts'
import { id, instant } from './common.ts'

/** What `meeting.accepted` carries: enough for a second consumer of the same transcript. */
const acceptedData = z.object({
  tenantId: id,
  userId: z.string().nullable(),
  interactionType: z.string(),
  content: z
    .object({ text: z.string().optional(), url: z.string().optional(), format: z.literal('diarized') })
    .describe('`text`, or for long transcripts `url`, the address of the transcript'),
  timestamp: instant,
  source: z.string(),
  extras: z.record(z.string(), z.unknown()),
  interactionId: id.describe('The id of the meeting'),
  generation: z.int(),
  traceId: z.string(),
  accountId: z.string().nullable(),
})

const runData = z.looseObject({ runId: id, meetingId: id.nullable(), status: z.enum(runStatuses) })
const anyData = z.record(z.string(), z.unknown())

/** Everything that is announced to the outside, with what it carries. */
export const eventData = {
  'budget.reached': z.object({ day: z.iso.date(), spent: z.string(), budget: z.string(), currency: z.literal('USD') }),
  'meeting.accepted': acceptedData,
  'meeting.deleted': anyData,
  'run.completed': runData,
  'run.failed': runData,
  'run.parked': runData,
  'transition.created': anyData,
  'transition.superseded': anyData,
  'insight.created': anyData,
  'webhook.disabled': z.object({
    webhookId: id,
    reason: z.string(),
    disabledAt: instant,
    failingSince: instant.nullable(),
  }),
  'webhook.test': z.object({ webhookId: id }),
} as const

export const eventTypes = Object.keys(eventData) as (keyof typeof eventData)[]
