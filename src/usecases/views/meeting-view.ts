import { z } from 'zod'
import { meetingTypes, participantSchema, precisions, priorities } from '../../domain/meeting/meeting.ts'
import { runStatuses } from '../../domain/run/run.ts'
import { id, instant } from './common.ts'

export const meetingView = z
  .object({
    id,
    externalId: z.string().nullable(),
    source: z.string(),
    sourceUrl: z.string().nullable(),
    title: z.string(),
    type: z.enum(meetingTypes),
    occurredAt: instant,
    precision: z.enum(precisions).describe('received: the meeting told no time, so its first acceptance counts'),
    timeZone: z.string(),
    sequence: z.int(),
    project: z.string().nullable(),
    account: z.string().nullable(),
    series: z.string().nullable(),
    language: z.string().nullable(),
    participants: z.array(participantSchema),
    userId: z.string().nullable(),
    extras: z.record(z.string(), z.unknown()),
    personas: z.array(z.string()),
    lenses: z.array(z.string()),
    questions: z.array(z.string()),
    instructions: z.string().nullable(),
    priority: z.enum(priorities),
    skip: z.array(z.string()),
    trackingModel: z.string().nullable(),
    contentHash: z.string(),
    generation: z.int().describe('Number of the last processing that was asked for'),
    liveGeneration: z.int().describe('Number of the processing whose facts count; 0 before the first is done'),
    revision: z.int().describe('Number of the transcript that was last accepted'),
    segmentCount: z.int(),
    wordCount: z.int(),
    degraded: z.boolean().describe('A model was wanted, and rules had to read it or part of it'),
    upgradable: z.boolean().describe('Degraded, or read with an older tracking model than the present one'),
    traceId: z.string(),
    createdAt: instant,
    updatedAt: instant,
    retractedAt: instant.nullable().describe('Set while a user says that nothing of it counts'),
    run: z
      .object({ id, status: z.enum(runStatuses) })
      .nullable()
      .describe('The latest run'),
    links: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Meeting' })
export type MeetingView = z.infer<typeof meetingView>

export const submittedView = z
  .object({
    meetingId: id,
    runId: id,
    generation: z.int(),
    status: z.enum(runStatuses),
    created: z.boolean().describe('False: the same content was there already, nothing was added'),
    links: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Submitted' })
export type SubmittedView = z.infer<typeof submittedView>

export const runStartedView = z
  .object({ runId: id, links: z.record(z.string(), z.string()) })
  .meta({ id: 'RunStarted' })
export type RunStartedView = z.infer<typeof runStartedView>
