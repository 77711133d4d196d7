import type { Segment } from '../../../domain/meeting/meeting.ts'
import { fence } from './fence.ts'
import { renderTranscript } from './render-transcript.ts'

const none: ReadonlySet<number> = new Set()

/** A few lines around a piece of evidence. */
export const renderPassage = (segments: readonly Segment[]): string =>
  fence('passage', renderTranscript(segments, none))
