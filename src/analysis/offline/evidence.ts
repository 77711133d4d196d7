import { distance } from 'fastest-levenshtein'
import type { Segment } from '../../domain/meeting/meeting.ts'

const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** True when a quote is found in a text: verbatim, or normalised with an edit distance of at most one in twenty. */
export const isQuoted = (quote: string, text: string): boolean => {
  if (quote.length > 0 && text.includes(quote)) return true
  const wanted = normalise(quote)
  if (wanted.length === 0) return false
  const source = normalise(text)
  if (source.includes(wanted)) return true
  const allowed = Math.floor(wanted.length / 20)
  if (allowed === 0 || source.length > 20_000) return false
  const words = source.split(' ')
  const size = wanted.split(' ').length
  for (let at = 0; at + size <= words.length; at++)
    if (distance(words.slice(at, at + size).join(' '), wanted) <= allowed) return true
  return false
}

/** A check of quotes against the segments that may be cited; segment -1 is the title. */
export const createEvidenceCheck = (title: string, segments: readonly Segment[]) => {
  const texts = new Map<number, string>([
    [-1, title],
    ...segments.map((segment): [number, string] => [segment.index, segment.text]),
  ])
  return (segment: number, quote: string): boolean => {
    const text = texts.get(segment)
    return text !== undefined && isQuoted(quote, text)
  }
}
