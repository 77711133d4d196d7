import type { EvalMeeting } from '../datasets/dataset.ts'

/** Where a piece of an answer stands in a labelled transcript: meeting, segment, offset, length. */
type Reference = { from: readonly [meeting: string, segment: number, start: number, length: number] }

/** Shorter strings are words of the language, not of the transcript. */
const shortest = 12

/**
 * An answer without the words of the transcript: every string that occurs there becomes a reference. Labelled sets may
 * not be copied, so this is how answers to their prompts are kept.
 */
export const toReferences = (answer: unknown, meetings: readonly EvalMeeting[]): unknown => {
  if (typeof answer === 'string') return referenceTo(answer, meetings) ?? answer
  if (Array.isArray(answer)) return answer.map((item) => toReferences(item, meetings))
  if (answer === null || typeof answer !== 'object') return answer
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, toReferences(value, meetings)]))
}

/** The answer again, its references filled in from the transcripts. */
export const fromReferences = (answer: unknown, meetings: ReadonlyMap<string, EvalMeeting>): unknown => {
  if (Array.isArray(answer)) return answer.map((item) => fromReferences(item, meetings))
  if (answer === null || typeof answer !== 'object') return answer
  if (isReference(answer)) {
    const [meeting, segment, start, length] = answer.from
    return meetings.get(meeting)?.segments[segment]?.text.slice(start, start + length) ?? ''
  }
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, fromReferences(value, meetings)]))
}

const isReference = (value: object): value is Reference =>
  'from' in value && Array.isArray(value.from) && Object.keys(value).length === 1

const referenceTo = (text: string, meetings: readonly EvalMeeting[]): Reference | null => {
  if (text.length < shortest) return null
  for (const meeting of meetings)
    for (const [index, segment] of meeting.segments.entries()) {
      const start = segment.text.indexOf(text)
      if (start >= 0) return { from: [meeting.id, index, start, text.length] }
    }
  return null
}
