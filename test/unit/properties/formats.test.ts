import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'
import { readTimeCode } from '../../../src/formats/time-code.ts'
import { tries } from '../../support/properties.ts'

type Said = { speaker: string; text: string; startMs: number }

const names = ['Ana Ruiz', 'Ben', 'constructor', 'Dr. Ito', '田中', 'Customer', "O'Neill-Bar"]
const word = fc.constantFrom(
  'we',
  'shipped',
  'it',
  '3.5',
  "isn't",
  'naïve',
  'Atlas',
  'done.',
  'why?',
  '日本',
  'a<b',
  '&',
  '🙂',
)
/** Longer than one piece of evidence may be, now and then. */
const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => ['So', ...words].join(' '))
const meeting: fc.Arbitrary<Said[]> = fc
  .array(fc.record({ speaker: fc.constantFrom(...names), text, gapMs: fc.integer({ min: 1, max: 90 }) }), {
    minLength: 2,
    maxLength: 12,
  })
  .map((turns) => {
    let startMs = 0
    // Everybody speaks twice: one line alone that begins with a word and a colon is nobody's.
    return [...turns, ...turns].map(({ gapMs, ...turn }) => {
      startMs += gapMs * 1000
      return { ...turn, startMs }
    })
  })

const clock = (ms: number, point = '.'): string => {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${point}${String(ms % 1000).padStart(3, '0')}`
}
const escaped = (said: string): string => said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const end = ({ startMs }: Said): number => startMs + 900

/** The same meeting as the products of this world write it down. */
const writings: Record<string, (said: readonly Said[]) => string> = {
  'text with speaker lines': (said) => said.map((one) => `${one.speaker}: ${one.text}`).join('\n'),
  'text with times': (said) =>
    said.map((one) => `[${clock(one.startMs).slice(0, 8)}] ${one.speaker}: ${one.text}`).join('\n'),
  'text with bold speakers': (said) => said.map((one) => `**${one.speaker}:** ${one.text}`).join('\n\n'),
  'text with names above': (said) =>
    said.map((one) => `${one.speaker}  ${clock(one.startMs).slice(0, 8)}\n${one.text}\n`).join('\n'),
  WebVTT: (said) =>
    `WEBVTT\n\n${said.map((one, at) => `${at + 1}\n${clock(one.startMs)} --> ${clock(end(one))}\n<v ${one.speaker}>${escaped(one.text)}</v>\n`).join('\n')}`,
  'SubRip with CRLF': (said) =>
    said
      .map(
        (one, at) => `${at + 1}\n${clock(one.startMs, ',')} --> ${clock(end(one), ',')}\n${one.speaker}: ${one.text}\n`,
      )
      .join('\n')
      .replaceAll('\n', '\r\n'),
  segments: (said) => JSON.stringify(said),
  fireflies: (said) =>
    JSON.stringify({
      sentences: said.map((one) => ({
        ...{ speaker_name: one.speaker, text: one.text },
        ...{ start_time: one.startMs / 1000, end_time: end(one) / 1000 },
      })),
    }),
  assemblyai: (said) =>
    JSON.stringify({
      text: '',
      utterances: said.map((one) => ({ speaker: one.speaker, text: one.text, start: one.startMs, end: end(one) })),
    }),
}

const wordsOf = (said: readonly { speaker: string | null; text: string }[]): string =>
  said.map(({ speaker, text: words }) => `${speaker}|${words.replace(/\s+/g, ' ')}`).join('\n')

describe.each(Object.entries(writings))('a meeting written as %s', (what, write) => {
  it('is read as it was said: every word once, in its order, by who said it', () => {
    fc.assert(
      fc.property(meeting, (said) => {
        const { segments } = parseTranscript({ body: write(said) })
        expect(wordsOf(segments)).toBe(wordsOf(said))
        if (what.startsWith('text with speaker') || what.startsWith('text with bold')) return
        expect(segments.map((segment) => segment.startMs)).toEqual(said.map((one) => one.startMs))
      }),
      tries(60),
    )
  })
})

describe('a time code', () => {
  it('is the time that it shows', () => {
    fc.assert(
      fc.property(fc.nat(86_400_000 * 4), (ms) => {
        expect(readTimeCode(clock(ms))).toBe(ms)
        expect(readTimeCode(clock(ms, ','))).toBe(ms)
        expect(readTimeCode(`${Math.floor(ms / 60_000)}:${clock(ms).slice(6, 8)}`)).toBe(ms - (ms % 1000))
      }),
      tries(200),
    )
  })
})
