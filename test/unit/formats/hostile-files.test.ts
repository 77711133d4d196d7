import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'
import type { ParsedTranscript } from '../../../src/formats/transcript.ts'

type Said = { speaker: string; text: string }

const stamp = (at: number) => new Date(at * 1000).toISOString().slice(11, 23)
const cues = (said: Said[], comma: boolean) =>
  said.map(({ speaker, text }, at) => {
    const [from, to] = [stamp(at % 80_000), stamp((at % 80_000) + 1)]
    return `${at + 1}\n${comma ? `${from} --> ${to}`.replaceAll('.', ',') : `${from} --> ${to}`}\n${speaker}: ${text}\n`
  })
const oneLine = (text: string) => text.replaceAll('\n', ' ')

/** One file of each format that says this. */
const formats: Record<string, (said: Said[]) => string> = {
  'speaker lines': (said) => said.map(({ speaker, text }) => `${speaker}: ${text}`).join('\n'),
  prose: (said) => said.map(({ text }) => text).join('\n\n'),
  WebVTT: (said) => `WEBVTT\n\n${cues(said, false).join('\n')}`,
  SubRip: (said) => cues(said, true).join('\n'),
  segments: (said) => JSON.stringify(said),
  AssemblyAI: (said) =>
    JSON.stringify({ text: '', utterances: said.map((one, at) => ({ ...one, start: at, end: at + 1 })) }),
  Deepgram: (said) =>
    JSON.stringify({
      results: {
        channels: [],
        utterances: said.map(({ speaker, text }, at) => ({ speaker, transcript: text, start: at, end: at + 1 })),
      },
    }),
  Fireflies: (said) =>
    JSON.stringify({
      sentences: said.map(({ speaker, text }, at) => ({
        ...{ index: at, speaker_name: speaker, text, raw_text: text },
        ...{ start_time: at, end_time: at + 1 },
      })),
    }),
  Whisper: (said) =>
    JSON.stringify({ text: '', segments: said.map((one, at) => ({ ...one, start: at, end: at + 1 })) }),
}
const each = Object.entries(formats)

const lines = (count: number, speakers: number): Said[] =>
  Array.from({ length: count }, (_, at) => ({ speaker: `Person ${at % speakers}x`, text: `the harvest of row ${at}.` }))

/** In seconds of processor time, which does not depend on what else runs. */
const timed = (body: string): { parsed: ParsedTranscript; seconds: number } => {
  const before = process.cpuUsage()
  const parsed = parseTranscript({ body })
  const { user, system } = process.cpuUsage(before)
  return { parsed, seconds: (user + system) / 1e6 }
}
const allText = ({ segments }: ParsedTranscript): string =>
  segments.map(({ speaker, text }) => `${speaker}\n${text}`).join('\n')

describe.each(each)('a hostile file as %s', (_name, write) => {
  it('of 100,000 lines is read in seconds', () => {
    const { parsed, seconds } = timed(write(lines(100_000, 20)))

    expect(allText(parsed)).toContain('the harvest of row 99999.')
    expect(seconds).toBeLessThan(10)
  }, 60_000)

  it('of one line of 5 MB is cut to pieces somebody can read', () => {
    const { parsed, seconds } = timed(write([{ speaker: 'Ana', text: 'harvest '.repeat(640_000) }]))

    expect(Math.max(...parsed.segments.map(({ text }) => text.length))).toBeLessThanOrEqual(50_000)
    expect(allText(parsed).match(/harvest/g)).toHaveLength(640_000)
    expect(seconds).toBeLessThan(10)
  }, 60_000)

  it('of 10,000 speakers is read in seconds', () => {
    const { parsed, seconds } = timed(write(lines(20_000, 10_000)))

    expect(parsed.segments.length).toBeGreaterThan(0)
    expect(seconds).toBeLessThan(10)
  }, 60_000)

  it('loses NUL and halves of pairs, and keeps what turns the reading direction', () => {
    const text = 'the \u0000harvest \u202eis\u202c late \ud83d \u001b[31mred\u0007'
    const { parsed } = timed(
      write([
        { speaker: 'Ana', text: oneLine(text) },
        { speaker: 'Ben', text: 'fine.' },
      ]),
    )
    const read = allText(parsed)

    expect(read.includes('\u0000')).toBe(false)
    expect(read).not.toMatch(/\p{Surrogate}/u)
    expect(read).toContain('the harvest \u202eis\u202c late \ufffd')
  })
})

describe('a file that is no transcript', () => {
  it.each([
    ['JSON nested 100,000 deep', `{"segments":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['lists in lists', `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`],
    ['a list of 200,001 segments', `[${'{"text":"a"},'.repeat(200_000)}{"text":"a"}]`],
    ['nothing but line ends', '\n'.repeat(5_000_000)],
  ])('%s is refused or read as text, in seconds', (_name, body) => {
    const before = process.cpuUsage()
    let end = 'read'
    try {
      parseTranscript({ body })
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      end = (error as AppError).code
    }
    const { user, system } = process.cpuUsage(before)

    expect(['read', 'invalid_request', 'empty_transcript', 'payload_too_large']).toContain(end)
    expect((user + system) / 1e6).toBeLessThan(10)
  })
})
