import { type BadInput, meeting, raw, refused, segments, sending, taken } from './case.ts'

const fields = 'Fields of a meeting'
const odd = 'Odd, and accepted'

export const badFields: readonly BadInput[] = [
  refused(
    fields,
    'no title',
    [422, 'invalid_request', 'title'],
    sending(() => meeting({ title: undefined })),
  ),
  refused(
    fields,
    'an empty `text`',
    [422, 'empty_transcript'],
    sending(() => meeting({ text: '' })),
  ),
  refused(
    fields,
    'a `text` of white space',
    [422, 'empty_transcript'],
    sending(() => meeting({ text: ' \n\t ' })),
  ),
  refused(
    fields,
    'a `text` without a letter or digit',
    [422, 'empty_transcript'],
    sending(() => meeting({ text: '… – \u200b !' })),
  ),
  refused(
    fields,
    'segments without a word',
    [422, 'empty_transcript'],
    sending(() => meeting(segments({ text: ' ' }, { text: '' }))),
  ),
  refused(
    fields,
    'neither `text` nor `segments`',
    [422, 'invalid_request', 'text'],
    sending(() => meeting({ text: undefined })),
  ),
  refused(
    fields,
    'both `text` and `segments`',
    [422, 'invalid_request', 'text'],
    sending(() => meeting({ segments: [{ text: 'hi' }] })),
  ),
  refused(
    fields,
    'a NUL byte in the text',
    [422, 'invalid_request', 'text'],
    sending(() => meeting({ text: 'Ana: a\u0000b' })),
  ),
  refused(
    fields,
    'a NUL byte in the name of a field',
    [422, 'invalid_request', 'extras.a\\u0000b'],
    sending(() => meeting({ extras: { 'a\u0000b': 1 } })),
  ),
  refused(
    fields,
    'half of a surrogate pair',
    [422, 'invalid_request', 'title'],
    raw(`{"title": "\\ud800", "text": "Ana: hi"}`, 'application/json'),
  ),
  refused(
    fields,
    'a segment that ends before it starts',
    [422, 'invalid_request', 'segments.1.endMs'],
    sending(() => meeting(segments({ text: 'hi' }, { text: 'ho', startMs: 2000, endMs: 1000 }))),
  ),
  refused(
    fields,
    'a time before the meeting: `startMs: -1`',
    [422, 'invalid_request', 'segments.0.startMs'],
    sending(() => meeting(segments({ text: 'hi', startMs: -1 }))),
  ),
  refused(
    fields,
    'the year 0',
    [422, 'invalid_request', 'occurredAt'],
    sending(() => meeting({ occurredAt: '0000-01-01T00:00:00Z' })),
  ),
  refused(
    fields,
    'the year 10000',
    [422, 'invalid_request', 'occurredAt'],
    sending(() => meeting({ occurredAt: '10000-01-01T00:00:00Z' })),
  ),
  refused(
    fields,
    'the last second of 9999 with an offset that makes it 10000 in UTC',
    [422, 'invalid_request', 'occurredAt'],
    sending(() => meeting({ occurredAt: '9999-12-31T23:59:59-01:00' })),
  ),
  refused(
    fields,
    'a day that does not exist: `2025-02-30`',
    [422, 'invalid_request', 'occurredAt'],
    sending(() => meeting({ occurredAt: '2025-02-30' })),
  ),
  refused(
    fields,
    'a time without its offset',
    [422, 'invalid_request', 'occurredAt'],
    sending(() => meeting({ occurredAt: '2025-03-04T10:00:00' })),
  ),
  refused(
    fields,
    'an unknown time zone',
    [422, 'invalid_request', 'timeZone'],
    sending(() => meeting({ timeZone: 'Mars/Olympus' })),
  ),
  refused(
    fields,
    'an unknown persona',
    [422, 'unknown_reference', 'personas'],
    sending(() => meeting({ personas: ['gtm', 'astronaut'] })),
  ),
  refused(
    fields,
    'an unknown tracking model',
    [422, 'unknown_reference', 'trackingModel'],
    sending(() => meeting({ trackingModel: 'astronomy' })),
  ),
  refused(
    fields,
    'a step to skip that is not optional',
    [422, 'invalid_request'],
    sending(() => meeting({ skip: ['extract'] })),
  ),
  refused(
    fields,
    '`instructions` of 1,001 characters',
    [422, 'invalid_request', 'instructions'],
    sending(() => meeting({ instructions: 'x'.repeat(1001) })),
  ),

  taken(
    odd,
    'one line of 5 MB',
    sending(() => meeting({ text: `Ana: ${'word '.repeat(1_000_000)}` })),
  ),
  taken(
    odd,
    '5,000 speakers',
    sending(() =>
      meeting(
        segments(...Array.from({ length: 5000 }, (_, at) => ({ speaker: `Speaker ${at}`, text: `I am ${at}.` }))),
      ),
    ),
  ),
  taken(
    odd,
    'right-to-left text',
    sending(() => meeting({ title: 'פגישה', text: 'דנה: הפרויקט בעיכוב\u202e.' })),
  ),
  taken(
    odd,
    'zero-width characters',
    sending(() => meeting({ text: 'Ana: At\u200blas is\u200d in progress\ufeff.' })),
  ),
  taken(
    odd,
    'the year 1',
    sending(() => meeting({ occurredAt: '0001-01-01T00:00:00Z' })),
  ),
  taken(
    odd,
    'the year 9999',
    sending(() => meeting({ occurredAt: '9999-12-31T23:59:59Z' })),
  ),
]
