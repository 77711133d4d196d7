import type { MeetingContext, Segment } from '../../domain/meeting/meeting.ts'
import { wordsOf } from '../../domain/name/words.ts'

export type Place = { segment: number; start: number }

/** Knows which names were said in a part of a meeting, its title or the data that came with it. */
export type NameCheck = {
  /** Where the words of a name first stand together, in the part, before it or in the title; null: nowhere. */
  placeOf: (name: string) => Place | null
  /** Whether all words of a name occur, if not together. */
  isSupported: (name: string) => boolean
}

export const createNameCheck = (
  meeting: MeetingContext,
  segments: readonly Segment[],
  before: readonly Segment[],
): NameCheck => {
  const texts = [
    ...segments.map(({ index, text }) => ({ segment: index, words: wordsOf(text) })),
    { segment: -1, words: wordsOf(meeting.title) },
    ...before.map(({ index, text }) => ({ segment: index, words: wordsOf(text) })),
  ]
  const told = [meeting.project, meeting.account, meeting.series, ...meeting.participants.map(({ name }) => name)]
  const known = new Set([
    ...texts.flatMap(({ words }) => words.map((word) => word.text)),
    ...told.flatMap((text) => wordsOf(text ?? '').map((word) => word.text)),
  ])
  const placeOf = (name: string): Place | null => {
    const wanted = wordsOf(name).map((word) => word.text)
    if (wanted.length === 0) return null
    for (const { segment, words } of texts)
      for (let at = 0; at + wanted.length <= words.length; at += 1)
        if (wanted.every((word, offset) => words[at + offset]?.text === word))
          return { segment, start: words[at]?.start ?? 0 }
    return null
  }
  const isSupported = (name: string): boolean => {
    const wanted = wordsOf(name)
    return wanted.length > 0 && wanted.every((word) => known.has(word.text))
  }
  return { placeOf, isSupported }
}
