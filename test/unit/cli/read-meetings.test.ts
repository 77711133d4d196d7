import { describe, expect, it } from 'vitest'
import { readMeetings } from '../../../src/cli/input/read-meetings.ts'

describe('readMeetings', () => {
  it('lets flags win over the file, and the file over its name', () => {
    const content = '---\ntitle: From the file\nseries: Weekly\n---\nAna: Hi.'

    const [meeting] = readMeetings('plan-2026-03-02.txt', content, { series: 'From a flag' })

    expect(meeting?.body).toEqual({
      title: 'From the file',
      occurredAt: '2026-03-02',
      series: 'From a flag',
      text: 'Ana: Hi.',
    })
  })

  it('sends a meeting in JSON as it is, with the title from its name when it has none', () => {
    const body = { occurredAt: '2026-03-02', segments: [{ speaker: 'Ana', text: 'Hi.' }] }

    expect(readMeetings('kick-off.json', JSON.stringify(body), {})).toEqual([
      { label: 'kick-off.json', body: { title: 'Kick off', ...body } },
    ])
  })

  it('wraps a bare list of segments', () => {
    const [meeting] = readMeetings('a.json', '[{"text":"Hi."}]', {})

    expect(meeting?.body).toEqual({ title: 'A', segments: [{ text: 'Hi.' }] })
  })

  it.each([
    ['a transcriber that gives text and segments', { text: 'Hi.', segments: [{ start: 0, end: 1, text: 'Hi.' }] }],
    ['one that counts in seconds', { segments: [{ start: 0, end: 1, text: 'Hi.' }] }],
    ['one that nests', { results: { utterances: [] } }],
  ])('leaves %s to the parsers of the server', (_what, value) => {
    const content = JSON.stringify(value)

    expect(readMeetings('call.json', content, {})[0]?.body).toEqual({ title: 'Call', text: content })
  })

  it('reads one meeting per line and labels it with the line', () => {
    const meetings = readMeetings('all.jsonl', '{"title":"A","text":"x"}\n\n{"title":"B","text":"y"}\n', {
      project: 'P',
    })

    expect(meetings).toEqual([
      { label: 'all.jsonl:1', body: { title: 'A', text: 'x', project: 'P' } },
      { label: 'all.jsonl:3', body: { title: 'B', text: 'y', project: 'P' } },
    ])
  })

  it.each([
    ['a.json', '{"title":'],
    ['a.json', '"text"'],
    ['a.jsonl', '{"title":"A","text":"x"}\nnot json'],
  ])('names the place where %s is no JSON', (file, content) => {
    expect(() => readMeetings(file, content, {})).toThrow(/a\.json/)
  })
})
