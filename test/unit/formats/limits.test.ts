import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { canonicalText } from '../../../src/domain/meeting/canonical-text.ts'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'
import type { ParsedTranscript } from '../../../src/formats/transcript.ts'

const words = (text: string): string[] =>
  canonicalText(text)
    .replace(/\p{Cf}/gu, '')
    .match(/\p{L}+/gu) ?? []
const wordsOf = (parsed: ParsedTranscript): Set<string> =>
  new Set(parsed.segments.flatMap((segment) => words(`${segment.speaker ?? ''}\n${segment.text}`)))

const parseOrRefuse = (body: string): ParsedTranscript | undefined => {
  try {
    return parseTranscript({ body })
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return undefined
  }
}

const fragment = fc.oneof(
  fc.constantFrom(
    'Ana',
    'Ben Lee',
    'stokes',
    'Conclusion',
    'Status',
    '**Ana**',
    'דנה',
    '田中',
    '- item',
    '## Part',
    'we shipped it.',
    'a < b',
    '&amp;',
  ),
  fc.constantFrom(
    ':',
    ': ',
    '：',
    ' ',
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    '[00:01:02] ',
    '(1:02)',
    ' 00:05 ',
    '00:01.000 --> 00:02.000\n',
    '1\n',
    '"',
    '{',
    '[',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const anyDocument = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(''))

describe('parseTranscript', () => {
  it('never throws anything but an AppError', () => {
    const openings = fc.constantFrom(
      '',
      'WEBVTT\n\n',
      '1\n00:00:01,000 --> 00:00:02,000\n',
      '[{"text":"',
      '{"segments":',
    )
    fc.assert(
      fc.property(openings, fc.oneof(anyDocument, fc.string({ unit: 'binary' })), (opening, rest) => {
        parseOrRefuse(opening + rest)
      }),
      { numRuns: 500 },
    )
  })

  it('loses no word of a text', () => {
    fc.assert(
      fc.property(anyDocument, (body) => {
        fc.pre(!body.includes('-->'))
        const parsed = parseOrRefuse(body)
        if (!parsed) return
        const kept = wordsOf(parsed)
        expect(words(body).filter((word) => !kept.has(word))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('loses no word of a cue', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), (texts) => {
        const payloads = texts.map((text) => text.replace(/[\r\n<>&{\\\u2028\u2029\u0085]|--/g, ' '))
        const parsed = parseOrRefuse(
          `WEBVTT\n\n${payloads.map((text) => `00:01.000 --> 00:02.000\n-${text}`).join('\n\n')}`,
        )
        if (!parsed) return
        const kept = wordsOf(parsed)
        expect(payloads.flatMap(words).filter((word) => !kept.has(word))).toEqual([])
      }),
    )
  })

  it('numbers segments without gaps', () => {
    fc.assert(
      fc.property(anyDocument, (body) => {
        const indexes = parseOrRefuse(body)?.segments.map((segment) => segment.index) ?? []
        expect(indexes).toEqual(indexes.map((_, at) => at))
      }),
    )
  })

  it('reads what it wrote: segments parse to themselves', () => {
    fc.assert(
      fc.property(anyDocument, (body) => {
        const parsed = parseOrRefuse(body)
        if (!parsed) return
        expect(parseTranscript({ body: JSON.stringify(parsed.segments) }).segments).toEqual(parsed.segments)
      }),
    )
  })
})

describe('large input', () => {
  const shapes: [string, (size: number) => string][] = [
    ['one line of words', (size) => 'word '.repeat(size / 5)],
    ['one line without a space', (size) => 'x'.repeat(size)],
    ['one line of colons', (size) => 'a: '.repeat(size / 3)],
    ['one line of brackets', (size) => '[00:01] '.repeat(size / 8)],
    ['one line of tags', (size) => `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<v '.repeat(size / 3)}`],
    ['one line of spaces and words', (size) => `a${' '.repeat(size - 2)}b`],
    ['full stops', (size) => `a${'.'.repeat(size)}`],
    ['speaker lines', (size) => 'Ana: we shipped it\n'.repeat(size / 19)],
    ['timing lines', (size) => `WEBVTT\n\n${'00:01.000 --> 00:02.000\nx\n'.repeat(size / 26)}`],
    ['open braces', (size) => `{${'{"a":'.repeat(size / 5)}`],
    ['open brackets', (size) => `[${'['.repeat(size)}{`],
  ]

  it.each(shapes)(
    'takes time in proportion to its size: %s',
    (_what, make) => {
      // Milliseconds of processor time: what else runs on the machine takes no part in it.
      const time = (size: number): number => {
        const body = make(size)
        const before = process.cpuUsage()
        parseOrRefuse(body)
        const { user, system } = process.cpuUsage(before)
        return (user + system) / 1000
      }
      time(100_000)

      const small = Math.min(time(500_000), time(500_000))
      const large = Math.min(time(5_000_000), time(5_000_000))

      // Ten times the size; quadratic work would take a hundred times as long.
      expect(large).toBeLessThan(Math.max(small, 10) * 40)
    },
    60_000,
  )

  it('reads 100,000 lines and 5,000 speakers', () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `Speaker Number${at % 5000}: line ${at}`)

    const { segments, participants } = parseTranscript({ body: lines.join('\n') })

    expect(segments).toHaveLength(100_000)
    expect(participants).toHaveLength(5000)
  })

  it('refuses more segments than have an order key', () => {
    expect(() => parseTranscript({ body: 'Ana: a\n'.repeat(200_001) })).toThrow(
      expect.objectContaining({ code: 'payload_too_large' }),
    )
  })
})
