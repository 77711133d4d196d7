import { sha256 } from '../../domain/ids.ts'
import type { MeetingContext, Segment } from '../../domain/meeting/meeting.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { prepareReading, type Reading } from './prepare.ts'

type Remembered = { model: TrackingModel; reading: Reading; characters: number }

/** More than a long day of talk; a reading takes some hundred bytes for each character. */
const mostCharacters = 300_000
const mostReadings = 16

/**
 * Reads whole transcripts, and remembers the latest: what a meeting says is asked for once by the extraction and once for
 * each reader of its summary, mostly within a second. A reading is a function of meeting, segments and model alone.
 */
export const createRecentReadings = () => {
  const recent = new Map<string, Remembered>()
  let characters = 0

  const forget = (key: string): void => {
    characters -= recent.get(key)?.characters ?? 0
    recent.delete(key)
  }

  const remember = (key: string, one: Remembered): void => {
    if (one.characters > mostCharacters) return
    recent.set(key, one)
    characters += one.characters
    for (const oldest of recent.keys()) {
      if (recent.size <= mostReadings && characters <= mostCharacters) return
      forget(oldest)
    }
  }

  return (meeting: MeetingContext, model: TrackingModel, segments: readonly Segment[]): Reading => {
    const text = JSON.stringify([meeting, segments])
    const key = sha256(text)
    const known = recent.get(key)
    forget(key)
    const reading = known?.model === model ? known.reading : prepareReading(meeting, model, [], segments)
    remember(key, { model, reading, characters: text.length })
    return reading
  }
}

export type ReadWhole = ReturnType<typeof createRecentReadings>
