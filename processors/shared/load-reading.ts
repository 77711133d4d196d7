import type { Reader } from '../../src/analysis/analyst.ts'
import type { MeetingContext, Segment } from '../../src/domain/meeting/meeting.ts'
import { mergeParticipants } from '../../src/domain/meeting/merge-participants.ts'
import type { VersionedModel } from '../../src/domain/tracking-model/model.ts'
import { createModelShelf } from '../../src/storage/model-shelf.ts'
import { readSegments } from '../../src/storage/segments.ts'
import { readMeetingInput } from '../../src/storage/step-inputs.ts'
import type { Tx } from '../../src/storage/tx.ts'

/** A meeting as an analyst gets to see it, whole. */
export type Reading = {
  meeting: MeetingContext
  model: VersionedModel
  segments: Segment[]
  /** Whom it is summarised for. */
  personas: Reader[]
  /** Whom insights are read for: the personas, and the lenses beside them. */
  readers: Reader[]
  instructions: string | null
}

export type LoadReading = (
  tx: Tx,
  ref: { tenantId: string; meetingId: string; revision: number },
) => Promise<Reading | undefined>

/** Undefined for a meeting that was deleted. Whoever speaks takes part, named among the participants or not. */
export const createReadingLoader = (): LoadReading => {
  const shelf = createModelShelf()
  return async (tx, ref) => {
    const input = await readMeetingInput(tx, ref.tenantId, ref.meetingId, shelf)
    if (!input) return undefined
    const segments = await readSegments(tx, ref.tenantId, ref.meetingId, ref.revision)
    const speakers = segments.map((segment) => segment.speaker)
    const { context, model, personas, lenses, instructions } = input
    const meeting = { ...context, participants: mergeParticipants(context.participants, speakers) }
    return { meeting, model, segments, personas, readers: [...personas, ...lenses], instructions }
  }
}
