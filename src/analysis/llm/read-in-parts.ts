import type { Segment } from '../../domain/meeting/meeting.ts'
import { ChainExhausted } from '../../llm/chain-exhausted.ts'
import { ModelError, type ModelErrorKind } from '../../llm/model-error.ts'

export type Part = { segments: readonly Segment[]; before: readonly Segment[] }

const deepest = 5
const contextCharacters = 2_000
/** A turn is cut in two only when it is longer than anything that people say at once. */
const shortestCut = 4_000

/**
 * Reads a part, and its two halves where it or its answer turned out too long for a model; the answers in order.
 * Any other failure is thrown.
 */
export const readInParts = async <T>(part: Part, read: (part: Part) => Promise<T>, depth = 0): Promise<T[]> => {
  try {
    return [await read(part)]
  } catch (error) {
    const halves = depth < deepest && wasTooLong(error) ? halve(part) : null
    if (halves === null) throw error
    return (await Promise.all(halves.map((half) => readInParts(half, read, depth + 1)))).flat()
  }
}

const tooLong: ReadonlySet<ModelErrorKind> = new Set(['truncated', 'context_too_long'])

/** How routing tells that a question does not fit a model, which then is not asked at all. */
const noRoom = /^needs \d+ tokens/

const wasTooLong = (error: unknown): boolean =>
  error instanceof ChainExhausted
    ? error.hops.some((hop) => tooLong.has(hop.kind)) || error.rejected.some(({ reason }) => noRoom.test(reason))
    : error instanceof ModelError && tooLong.has(error.kind)

/** Two parts of about the same length, cut between segments, or inside a single one that is very long. */
const halve = ({ segments, before }: Part): [Part, Part] | null => {
  const [only] = segments
  if (segments.length === 1 && only) return only.text.length >= shortestCut ? halveTurn(only, before) : null
  const half = segments.reduce((sum, segment) => sum + segment.text.length, 0) / 2
  let at = 1
  let size = segments[0]?.text.length ?? 0
  while (at < segments.length - 1 && size + (segments[at]?.text.length ?? 0) / 2 < half) {
    size += segments[at]?.text.length ?? 0
    at += 1
  }
  if (segments.length < 2) return null
  const first = segments.slice(0, at)
  return [
    { segments: first, before },
    { segments: segments.slice(at), before: tailOf(first) },
  ]
}

/** Both halves keep the number of the turn: what they cite is looked up in the whole of it. */
const halveTurn = (turn: Segment, before: readonly Segment[]): [Part, Part] => {
  const middle = Math.floor(turn.text.length / 2)
  const space = turn.text.lastIndexOf(' ', middle)
  const cut = space > middle / 2 ? space + 1 : middle
  return [
    { segments: [{ ...turn, text: turn.text.slice(0, cut) }], before },
    { segments: [{ ...turn, text: turn.text.slice(cut) }], before: [] },
  ]
}

const tailOf = (segments: readonly Segment[]): Segment[] => {
  const tail: Segment[] = []
  let size = 0
  for (const segment of [...segments].reverse()) {
    size += segment.text.length
    if (tail.length > 0 && size > contextCharacters) break
    tail.unshift(segment)
  }
  return tail
}
