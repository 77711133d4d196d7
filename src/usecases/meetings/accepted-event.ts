import type { EventBatch } from '../../storage/outbox.ts'
import type { Transcript } from './prepare-meeting.ts'
import type { MeetingSubmission } from './submission.ts'

/** Buses refuse messages of more than 256 KB: a longer transcript is sent as an address. */
const mostTextBytes = 200_000

/** `meeting.accepted` is written with the meeting, so that what listens to it never waits for the analysis. */
export const acceptedEvent = (
  command: { tenantId: string; traceId: string; submission: MeetingSubmission },
  meeting: { id: string; generation: number; occurredAt: Date },
  transcript: Transcript,
): EventBatch['events'][number] => {
  const { submission, tenantId, traceId } = command
  const text = transcript.format === 'text' ? transcript.body : diarized(submission.segments ?? [])
  const short = Buffer.byteLength(text) <= mostTextBytes
  return {
    type: 'meeting.accepted',
    subject: meeting.id,
    ordinal: meeting.generation,
    data: {
      tenantId,
      userId: submission.userId ?? null,
      interactionType: submission.type,
      content: { ...(short ? { text } : { url: `/v1/meetings/${meeting.id}/transcript` }), format: 'diarized' },
      timestamp: meeting.occurredAt.toISOString(),
      source: submission.source,
      extras: submission.extras,
      interactionId: meeting.id,
      generation: meeting.generation,
      traceId,
      accountId: submission.account ?? null,
    },
  }
}

const diarized = (segments: readonly { speaker?: string | null; text: string }[]): string =>
  segments.map(({ speaker, text }) => (speaker ? `${speaker}: ${text}` : text)).join('\n')
