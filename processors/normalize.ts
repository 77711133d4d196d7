import { AppError } from '../src/domain/errors.ts'
import type { Participant, Segment } from '../src/domain/meeting/meeting.ts'
import type { Database } from '../src/storage/client.ts'
import { insertSegments } from '../src/storage/segments.ts'
import { readTranscriptInput } from '../src/storage/step-inputs.ts'
import { readInTenant } from '../src/storage/tx.ts'
import type { Processor } from './outcome.ts'

export type NormalizeDeps = {
  db: Database
  /** Turns what was submitted into segments, away from the event loop and within limits of time and memory. */
  parse: (
    input: { format: string; body: string; participants: readonly Participant[] },
    signal: AbortSignal,
  ) => Promise<{ segments: readonly Segment[]; warnings: readonly string[] }>
}

/**
 * Parses a transcript into segments. Skipped for a meeting that was deleted; free when the segments of the revision
 * are there already, because a revision never changes. Running it twice writes the same rows.
 */
export const createNormalize =
  ({ db, parse }: NormalizeDeps): Processor =>
  async ({ tenantId, meetingId, revision, signal }) => {
    if (meetingId === null) throw new AppError('internal', 'normalize needs a meeting')
    const ref = { tenantId, meetingId, revision }
    const transcript = await readInTenant(db, tenantId, (tx) => readTranscriptInput(tx, ref))
    if (!transcript) return { kind: 'skipped', reason: 'the meeting was deleted' }
    if (transcript.parsed) return { kind: 'done', detail: 'segments were there already' }

    const { segments, warnings } = await parse(transcript, signal)
    if (segments.length === 0) throw new AppError('empty_transcript', 'there is nothing to read in the transcript')
    return {
      kind: 'done',
      detail: [`${segments.length} segments`, ...warnings].join('; ').slice(0, 500),
      commit: async (tx) => {
        await insertSegments(tx, tenantId, meetingId, { revision, segments, wordCount: countWords(segments) })
        return undefined
      },
    }
  }

const countWords = (segments: readonly Segment[]): number =>
  segments.reduce(
    (total, segment) => total + (segment.text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0),
    0,
  )
