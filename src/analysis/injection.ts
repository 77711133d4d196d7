import type { Segment } from '../domain/meeting/meeting.ts'
import { hiddenReadings } from './hidden-text.ts'
import { injectionPatterns, injectionSpeakers } from './injection-vocabulary.ts'
import { splitSentences } from './offline/text/sentences.ts'

/** A stretch of a segment that talks to the reader of the transcript as if it took orders. */
export type InjectedPassage = { segment: number; start: number; end: number }

/** A short turn that holds such words is suspect as a whole; in a long one they and what follows right after. */
const shortTurn = 1_000
const sentencesAfter = 2

/** Finds passages that want to steer the reader. Deterministic; it judges words, never what they would do. */
export const findInjections = (segments: readonly Segment[]): InjectedPassage[] => segments.flatMap(passagesIn)

/** Whether a stretch of a segment touches one of the passages. */
export const isInjected = (
  passages: readonly InjectedPassage[],
  place: { segment: number; start: number; end: number },
): boolean =>
  passages.some(
    (passage) => passage.segment === place.segment && passage.start < place.end && place.start < passage.end,
  )

const passagesIn = ({ index, speaker, text }: Segment): InjectedPassage[] => {
  const whole = { segment: index, start: 0, end: text.length }
  if (speaker !== null && injectionSpeakers.some((pattern) => pattern.test(speaker))) return [whole]
  const sentences = splitSentences(text)
  const hits = sentences.flatMap(({ start, end }, at) => (steers(text.slice(start, end)) ? [at] : []))
  if (hits.length === 0) return []
  if (text.length <= shortTurn) return [whole]
  return hits.map((at) => ({
    segment: index,
    start: sentences[at]?.start ?? 0,
    end: sentences[Math.min(at + sentencesAfter, sentences.length - 1)]?.end ?? text.length,
  }))
}

/** However it is written down. */
const steers = (sentence: string): boolean =>
  [sentence, ...hiddenReadings(sentence)].some((reading) => injectionPatterns.some((pattern) => pattern.test(reading)))
