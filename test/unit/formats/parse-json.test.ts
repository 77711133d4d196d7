import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'

const parse = (json: unknown) => parseTranscript({ body: JSON.stringify(json) })

describe('segments', () => {
  it('keeps one segment per entry, empty ones too, so that indexes are those of the sender', () => {
    const long = 'word '.repeat(3000).trim()

    const { format, segments } = parse([{ speaker: ' Ana ', text: 'hi' }, { text: '' }, { text: long, startMs: 5 }])

    expect(format).toBe('segments')
    expect(segments).toEqual([
      { index: 0, speaker: 'Ana', role: null, startMs: null, endMs: null, text: 'hi' },
      { index: 1, speaker: null, role: null, startMs: null, endMs: null, text: '' },
      { index: 2, speaker: null, role: null, startMs: 5, endMs: null, text: long },
    ])
  })

  it('takes roles, milliseconds, and seconds', () => {
    const { segments } = parse({
      segments: [
        { text: 'a', role: 'customer', startMs: 1000, endMs: 2000 },
        { text: 'b', start: 2.5, end: 3 },
      ],
    })

    expect(segments.map(({ role, startMs, endMs }) => ({ role, startMs, endMs }))).toEqual([
      { role: 'customer', startMs: 1000, endMs: 2000 },
      { role: null, startMs: 2500, endMs: 3000 },
    ])
  })

  it('drops times that cannot be', () => {
    const { segments, warnings } = parse([
      { text: 'a', startMs: 10, endMs: 5 },
      { text: 'b', startMs: -1 },
      { text: 'c', startMs: 1e13 },
    ])

    expect(segments.map((segment) => segment.startMs)).toEqual([null, null, null])
    expect(warnings).toEqual([expect.stringContaining('3 times')])
  })

  it('cuts a segment that is longer than anybody speaks, and says so', () => {
    const { segments, warnings } = parse([{ speaker: 'Ana', text: 'we shipped it. '.repeat(10_000) }, { text: 'b' }])

    expect(segments.length).toBeGreaterThan(3)
    expect(segments[1]).toMatchObject({ speaker: 'Ana' })
    expect(warnings).toEqual([expect.stringContaining('1 segments were cut')])
  })

  it('removes what cannot be stored', () => {
    expect(parse([{ text: 'a\u0000b\uD800c' }]).segments[0]?.text).toBe('ab\uFFFDc')
  })
})

describe('JSON of no known layout', () => {
  it.each([{ hello: 'world' }, {}, [{ words: 'x' }], { segments: [{ text: 5 }] }])('is refused: %j', (json) => {
    expect(() => parse(json)).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  it('names the field of segments that is wrong', () => {
    const parseWrong = () => parseTranscript({ format: 'segments', body: '[{"text":"a"},{"text":5}]' })

    expect(parseWrong).toThrow(AppError)
    try {
      parseWrong()
    } catch (error) {
      expect(JSON.stringify((error as AppError).details)).toContain('segments')
    }
  })

  it('is text when it is no object', () => {
    expect(parseTranscript({ body: '"we shipped"' }).segments[0]?.text).toBe('"we shipped"')
    expect(parseTranscript({ body: '[laughter] we shipped' }).segments[0]?.text).toBe('[laughter] we shipped')
    expect(parseTranscript({ body: '{ we shipped' }).segments[0]?.text).toBe('{ we shipped')
  })
})

describe('a transcript without words', () => {
  it.each(['', ' \n\t', '\uFEFF', 'WEBVTT\n\n00:01.000 --> 00:02.000\n', '[]', '{"segments":[{"text":" "}]}'])(
    'is refused: %j',
    (body) => {
      expect(() => parseTranscript({ body })).toThrow(expect.objectContaining({ code: 'empty_transcript' }))
    },
  )
})
