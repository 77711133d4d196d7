import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkSegments } from '../../../../src/domain/meeting/chunk-segments.ts'
import type { Segment } from '../../../../src/domain/meeting/meeting.ts'

const transcript = (lengths: readonly number[]): Segment[] =>
  lengths.map((length, index) => ({
    index,
    speaker: null,
    role: null,
    startMs: null,
    endMs: null,
    text: 'x'.repeat(length),
  }))

const size = (segments: readonly Segment[]): number => segments.reduce((sum, segment) => sum + segment.text.length, 0)
const lengths = fc.array(fc.nat(300), { maxLength: 60 })
const limits = fc.record({
  maxCharacters: fc.integer({ min: 1, max: 500 }),
  contextCharacters: fc.nat(200),
})

describe('chunkSegments', () => {
  it('gives every segment once, in order', () => {
    fc.assert(
      fc.property(lengths, limits, (given, limit) => {
        const segments = transcript(given)

        expect(chunkSegments(segments, limit).flatMap((chunk) => chunk.segments)).toEqual(segments)
      }),
    )
  })

  it('stays under the limit unless one segment alone is larger', () => {
    fc.assert(
      fc.property(lengths, limits, (given, limit) => {
        for (const chunk of chunkSegments(transcript(given), limit))
          expect(size(chunk.segments) <= limit.maxCharacters || chunk.segments.length === 1).toBe(true)
      }),
    )
  })

  it('shows the segments right before each chunk, within the limit but at least one', () => {
    fc.assert(
      fc.property(lengths, limits, (given, limit) => {
        const segments = transcript(given)
        for (const { segments: inside, before } of chunkSegments(segments, limit)) {
          const start = inside[0]?.index ?? 0
          expect(before).toEqual(segments.slice(start - before.length, start))
          expect(before.length > 0).toBe(start > 0)
          expect(size(before) <= limit.contextCharacters || before.length === 1).toBe(true)
        }
      }),
    )
  })

  it('keeps the earlier chunks of a transcript that grows', () => {
    fc.assert(
      fc.property(lengths, lengths, limits, (first, more, limit) => {
        const short = chunkSegments(transcript(first), limit)
        const long = chunkSegments(transcript([...first, ...more]), limit)

        expect(long.slice(0, Math.max(0, short.length - 1))).toEqual(short.slice(0, -1))
      }),
    )
  })

  it.each([
    ['fills a chunk to its limit', [4, 6, 1], [[0, 1], [2]]],
    ['does not go over it', [4, 7, 1], [[0], [1, 2]]],
    ['gives what is too long a chunk of its own', [11, 2, 8], [[0], [1, 2]]],
  ])('%s', (_what, given, expected) => {
    const chunks = chunkSegments(transcript(given), { maxCharacters: 10, contextCharacters: 0 })

    expect(chunks.map(({ segments }) => segments.map(({ index }) => index))).toEqual(expected)
  })

  it.each([
    [6, [1, 2]],
    [5, [2]],
    [9, [0, 1, 2]],
    [0, [2]],
  ])('shows up to %i characters before a chunk, or one segment', (contextCharacters, expected) => {
    const last = chunkSegments(transcript([3, 3, 3, 9]), { maxCharacters: 9, contextCharacters }).at(-1)

    expect(last?.before.map(({ index }) => index)).toEqual(expected)
  })

  it('makes no chunk of nothing', () => {
    expect(chunkSegments([], { maxCharacters: 10, contextCharacters: 5 })).toEqual([])
  })
})
