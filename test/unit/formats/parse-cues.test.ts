import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'

const read = (body: string) => {
  const { format, segments, warnings } = parseTranscript({ body })
  const rows = segments.map((segment) => [segment.speaker, segment.startMs, segment.endMs, segment.text])
  return { format, rows, warnings }
}
const cue = (text: string, timing = '00:00:01.000 --> 00:00:02.000'): string => `WEBVTT\n\n${timing}\n${text}\n`

describe('WebVTT', () => {
  it.each([
    ['voice tags', '<v Ana Ruiz>hello</v>', [['Ana Ruiz', 'hello']]],
    ['classes of voices', '<v.loud Ana>hello', [['Ana', 'hello']]],
    [
      'two voices in a cue',
      '<v Ana>hi</v> <v Ben>ho</v>',
      [
        ['Ana', 'hi'],
        ['Ben', 'ho'],
      ],
    ],
    [
      'words before a voice',
      '(door) <v Ana>hi</v>',
      [
        [null, '(door)'],
        ['Ana', 'hi'],
      ],
    ],
    ['labels', 'Ana: hello', [['Ana', 'hello']]],
    [
      'two labels in a cue',
      'Ana: hi\nBen: ho',
      [
        ['Ana', 'hi'],
        ['Ben', 'ho'],
      ],
    ],
    ['objects', '{"speakerName":"Ana","spokenText":"hello"}', [['Ana', 'hello']]],
    ['wrapped lines', 'one\ntwo', [[null, 'one two']]],
    [
      'two dashes',
      '- one\n- two',
      [
        [null, '- one'],
        [null, '- two'],
      ],
    ],
    ['tags and entities', '<i>a</i> &amp; <c.yellow>b</c> &lt;ok&gt; &#x41;&#66;', [[null, 'a & b <ok> AB']]],
    ['a sign that is no tag', 'if a < b and c > d', [[null, 'if a < b and c > d']]],
  ])('reads %s', (_what, text, expected) => {
    expect(read(cue(text)).rows.map(([speaker, , , words]) => [speaker, words])).toEqual(expected)
  })

  it('skips comments, styles and headers', () => {
    const body =
      'WEBVTT - a title\nKind: captions\n\nNOTE\nnot said\n\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:02.000\nhello'

    expect(read(body).rows).toEqual([[null, 1000, 2000, 'hello']])
  })

  it('keeps text that stands outside of any cue', () => {
    expect(read(`${cue('hello')}\nstray words\nof two lines\n`).rows).toEqual([
      [null, 1000, 2000, 'hello'],
      [null, null, null, 'stray words of two lines'],
    ])
  })

  it('takes the number of a cue for no words where a blank line is missing', () => {
    const body = 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\none\n2\n00:00:02.000 --> 00:00:03.000\ntwo'

    expect(read(body).rows.map((row) => row[3])).toEqual(['one', 'two'])
  })

  it('finds the speaker beside the number of a cue', () => {
    const body = 'WEBVTT\n\n1 "Ana Ruiz" (42)\n00:00:01.000 --> 00:00:02.000\nhello'

    expect(read(body).rows).toEqual([['Ana Ruiz', 1000, 2000, 'hello']])
  })

  it('lets a caption go on for the speaker who was named, but not a sound', () => {
    const body = ['Ana: we', 'shipped', '[laughter]', 'Ben: good'].map((text, at) =>
      cue(text, `00:0${at}.000 --> 00:0${at}.900`),
    )

    const { rows } = read(body.join('\n').replaceAll('\nWEBVTT\n', '\n'))

    expect(rows.map(([speaker, , , text]) => [speaker, text])).toEqual([
      ['Ana', 'we'],
      ['Ana', 'shipped'],
      [null, '[laughter]'],
      ['Ben', 'good'],
    ])
  })

  it('drops the times of a cue that ends before it starts, and says so', () => {
    const { rows, warnings } = read(cue('hello', '00:00:05.000 --> 00:00:02.000'))

    expect(rows).toEqual([[null, null, null, 'hello']])
    expect(warnings).toEqual([expect.stringContaining('1 times were left out')])
  })

  it('drops times that no meeting has', () => {
    expect(read(cue('hello', '00:00:01.000 --> 999999:00:00.000')).rows).toEqual([[null, null, null, 'hello']])
  })
})

describe('SubRip', () => {
  it('is known by its commas', () => {
    const { format, rows } = read('1\r\n00:00:01,500 --> 00:00:02,000\r\n<font color="red">Ana: hi</font>\r\n\r\n')

    expect(format).toBe('srt')
    expect(rows).toEqual([['Ana', 1500, 2000, 'hi']])
  })
})
