import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'

/** Segments as `[speaker, startMs, text]`, which is what most of these tests are about. */
const read = (body: string, participants: { name: string }[] = []): [string | null, number | null, string][] =>
  parseTranscript({ body, participants }).segments.map((segment) => [segment.speaker, segment.startMs, segment.text])

describe('text with speaker lines', () => {
  it.each([
    ['a plain label', 'Ana: hello', [['Ana', null, 'hello']]],
    ['brackets', '[00:01:02] Ana: hello', [['Ana', 62_000, 'hello']]],
    ['a bare time', '00:01:02 Ana: hello', [['Ana', 62_000, 'hello']]],
    ['minutes and seconds', '1:02 - Ana: hello', [['Ana', 62_000, 'hello']]],
    ['a time behind the name', 'Ana (00:01:02): hello', [['Ana', 62_000, 'hello']]],
    ['a time behind the colon', 'Ana: (00:01:02)\nhello', [['Ana', 62_000, 'hello']]],
    ['a line of name and time', 'Ana Ruiz  1:02\nhello', [['Ana Ruiz', 62_000, 'hello']]],
    ['a bar between them', 'Ana Ruiz | 01:02\nhello', [['Ana Ruiz', 62_000, 'hello']]],
    ['a line of time and name', '[00:01:02] Ana Ruiz\nhello', [['Ana Ruiz', 62_000, 'hello']]],
    ['a bold name', '**Ana Ruiz:** hello', [['Ana Ruiz', null, 'hello']]],
    ['a bold name, colon outside', '**Ana Ruiz**: hello', [['Ana Ruiz', null, 'hello']]],
    ['a bullet', '- Ana: hello', [['Ana', null, 'hello']]],
    ['an organisation', 'Ana Ruiz (Acme): hello', [['Ana Ruiz (Acme)', null, 'hello']]],
    ['a full-width colon', '田中：こんにちは', [['田中', null, 'こんにちは']]],
    ['right-to-left words', 'דנה: שלום לכולם', [['דנה', null, 'שלום לכולם']]],
    ['a chat', '00:05:41\t From Ana to Everyone : hello', [['Ana', 341_000, 'hello']]],
    ['a colon in the words', 'Ana: at 10:30: hello', [['Ana', null, 'at 10:30: hello']]],
  ])('reads %s', (_what, body, expected) => {
    expect(read(body)).toEqual(expected)
  })

  it('gives lines below a speaker to the speaker, over blank lines too', () => {
    expect(read('Ana: one\ntwo\n\nthree\nBen: four')).toEqual([
      ['Ana', null, 'one\ntwo\n\nthree'],
      ['Ben', null, 'four'],
    ])
  })

  it('takes hidden characters out of names and leaves them in words', () => {
    expect(read('\u202AAna\u202C\u200B: a\u200Db\nAna: c')).toEqual([
      ['Ana', null, 'a\u200Db'],
      ['Ana', null, 'c'],
    ])
  })

  it('lets nobody say what stands under a heading', () => {
    const body =
      'Ana: fine by me\n\nConclusion\n\nAtlas goes to beta.\n- Ben writes the notes\n- no objections\nAna: thanks'

    expect(read(body)).toEqual([
      ['Ana', null, 'fine by me'],
      [null, null, 'Conclusion'],
      [null, null, 'Atlas goes to beta.'],
      [null, null, '- Ben writes the notes'],
      [null, null, '- no objections'],
      ['Ana', null, 'thanks'],
    ])
  })

  it('knows a part of the notes from a person', () => {
    const body = 'Ana: shall we?\nBen: yes\nDecision: Atlas ships on Friday\n## Resolution\nAttendees: Ana, Ben'

    expect(read(body)).toEqual([
      ['Ana', null, 'shall we?'],
      ['Ben', null, 'yes'],
      [null, null, 'Decision: Atlas ships on Friday'],
      [null, null, '## Resolution'],
      [null, null, 'Attendees: Ana, Ben'],
    ])
  })

  it('keeps a list in the middle of what somebody says', () => {
    expect(read('Ana: two things:\n- Atlas\n- Borealis\nBen: ok')).toEqual([
      ['Ana', null, 'two things:\n- Atlas\n- Borealis'],
      ['Ben', null, 'ok'],
    ])
  })

  it('gives words after a time of their own that time', () => {
    expect(read('[00:00:05]\nAna: one\n[00:01:00]\ntwo\nBen: three')).toEqual([
      ['Ana', 5000, 'one'],
      ['Ana', 60_000, 'two'],
      ['Ben', null, 'three'],
    ])
  })

  it('keeps a speaker line without words as text', () => {
    expect(read('Ana: one\nBen:\nAna: two')).toEqual([
      ['Ana', null, 'one'],
      [null, null, 'Ben:'],
      ['Ana', null, 'two'],
    ])
  })

  it('uses announced participants to tell names from other labels', () => {
    const body = `Standup of the week, as typed by hand and long enough to be mostly prose.\n${'More words.\n'.repeat(5)}ana: Atlas is done\nlater: lunch`

    const found = read(body, [{ name: 'Ana Ruiz' }])

    expect(found.at(-1)).toEqual(['ana', null, 'Atlas is done\nlater: lunch'])
  })

  it('reads roles off the labels of a support conversation', () => {
    const { segments, participants } = parseTranscript({ body: 'Customer: it broke\nAgent: sorry\nBot: bye' })

    expect(segments.map((segment) => segment.role)).toEqual(['customer', 'agent', 'bot'])
    expect(participants).toEqual([])
  })
})

describe('prose', () => {
  it('becomes paragraphs that nobody says', () => {
    const { format, segments } = parseTranscript({ body: 'We met on Monday.\nIt rained.\n\nAtlas shipped: finally.' })

    expect(format).toBe('prose')
    expect(segments.map((segment) => [segment.speaker, segment.text])).toEqual([
      [null, 'We met on Monday.\nIt rained.'],
      [null, 'Atlas shipped: finally.'],
    ])
  })

  it.each([
    'See https://example.org/a: it works, and so it goes on for a while.',
    'We start at 10:30 and end at 11:00.',
    'Standup 10:30\nBreak 10:45',
    '10:30 Standup\n10:45 Break',
    'so here is the thing: we ship',
    'ABC-123: done',
  ])('finds no speaker in %j', (body) => {
    expect(parseTranscript({ body }).segments.every((segment) => segment.speaker === null)).toBe(true)
  })

  it('cuts a long paragraph at the ends of sentences', () => {
    const sentence = 'Atlas moved to beta and nobody objected to that at all. '

    const { segments } = parseTranscript({ body: sentence.repeat(100) })

    expect(segments.length).toBeGreaterThan(2)
    for (const segment of segments) expect(segment.text).toMatch(/^Atlas.*all\.$/s)
  })
})
