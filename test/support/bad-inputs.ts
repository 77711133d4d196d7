import type { Express } from 'express'
import request, { type Response, type Test } from 'supertest'

export type BadInputContext = {
  app: Express
  key: string
  readOnlyKey: string
  revokedKey: string
  expiredKey: string
  own: { meetingId: string; runId: string }
  foreign: { meetingId: string; runId: string }
}

export type BadInput = {
  group: string
  /** In words, for the table in the documentation. */
  sent: string
  send: (context: BadInputContext) => PromiseLike<Response>
  status: number
  code: string | undefined
  /** The field that the answer must name. */
  names?: string
}

let number = 0

/** A meeting of its own each time, valid but for what is overridden. */
const meeting = (overrides: Record<string, unknown>) => ({
  title: 'Weekly',
  occurredAt: '2025-03-04',
  externalId: `bad-input-${++number}`,
  text: 'Ana: Atlas is in progress.',
  ...overrides,
})

const post = ({ app, key }: BadInputContext): Test =>
  request(app).post('/v1/meetings').set('Authorization', `Bearer ${key}`)

const sending = (body: () => object) => (context: BadInputContext) => post(context).send(body())

const raw = (text: string, type: string) => (context: BadInputContext) =>
  post(context).set('Content-Type', type).send(text)

const get =
  (path: (context: BadInputContext) => string, key?: (context: BadInputContext) => string) =>
  (context: BadInputContext) =>
    request(context.app)
      .get(path(context))
      .set('Authorization', `Bearer ${(key ?? (({ key: own }) => own))(context)}`)

const segments = (...list: object[]) => ({ text: undefined, segments: list })

const refused = (
  group: string,
  sent: string,
  [status, code, names]: [number, string, string?],
  send: BadInput['send'],
): BadInput => ({ group, sent, send, status, code, names })

const taken = (group: string, sent: string, send: BadInput['send'], status = 202): BadInput => ({
  group,
  sent,
  send,
  status,
  code: undefined,
})

const body = 'The body'
const fields = 'Fields of a meeting'
const odd = 'Odd, and accepted'
const twice = 'Sent twice'
const ids = 'Ids and addresses'
const keys = 'Keys'

const nowhere = '01890000-0000-7000-8000-00000000dead'

export const badInputs: readonly BadInput[] = [
  refused(body, 'nothing at all', [400, 'invalid_json'], (context) => post(context)),
  refused(body, 'JSON that breaks off: `{"title": `', [400, 'invalid_json'], raw('{"title": ', 'application/json')),
  refused(body, 'a list instead of an object', [422, 'invalid_request'], raw('[]', 'application/json')),
  refused(body, '`null`', [422, 'invalid_request'], raw('null', 'application/json')),
  refused(body, 'another content type: `text/plain`', [415, 'unsupported_media_type'], raw('Ana: hi', 'text/plain')),
  refused(
    body,
    'an unknown charset: `application/json; charset=ebcdic`',
    [415, 'unsupported_media_type'],
    raw('{}', 'application/json; charset=ebcdic'),
  ),
  refused(
    body,
    '20 MB',
    [413, 'payload_too_large'],
    sending(() => meeting({ text: 'a'.repeat(20_000_000) })),
  ),
  refused(
    body,
    'an unknown field: `titel`',
    [422, 'invalid_request', 'titel'],
    sending(() => meeting({ titel: 'Weekly' })),
  ),
  refused(
    body,
    'an unknown field further down: `participants[0].phone`',
    [422, 'invalid_request', 'participants.0.phone'],
    sending(() => meeting({ participants: [{ name: 'Ana', phone: '1' }] })),
  ),
  refused(
    body,
    'lists in lists, 40 deep',
    [422, 'invalid_request'],
    sending(() => meeting({ extras: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) })),
  ),

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

  taken(
    twice,
    'the same content again',
    async (context) => {
      const same = meeting({})
      await post(context).send(same)
      return post(context).send(same)
    },
    200,
  ),
  taken(twice, 'other content under the same `externalId`: the next generation', async (context) => {
    const same = meeting({})
    await post(context).send(same)
    return post(context).send({ ...same, text: 'Ana: Atlas is done.' })
  }),
  taken(
    twice,
    'the same `Idempotency-Key` with the same body',
    async (context) => {
      const same = meeting({})
      await post(context).set('Idempotency-Key', 'table-1').send(same)
      return post(context).set('Idempotency-Key', 'table-1').send(same)
    },
    200,
  ),
  refused(twice, 'the same `Idempotency-Key` with another body', [422, 'idempotency_mismatch'], async (context) => {
    await post(context).set('Idempotency-Key', 'table-2').send(meeting({}))
    return post(context).set('Idempotency-Key', 'table-2').send(meeting({}))
  }),
  refused(twice, 'an `Idempotency-Key` with a space', [422, 'invalid_request', 'header.Idempotency-Key'], (context) =>
    post(context).set('Idempotency-Key', 'a b').send(meeting({})),
  ),

  refused(
    ids,
    'an unknown id',
    [404, 'not_found'],
    get(() => `/v1/meetings/${nowhere}`),
  ),
  refused(
    ids,
    'something that is no id',
    [404, 'not_found'],
    get(() => '/v1/meetings/7'),
  ),
  refused(
    ids,
    "another tenant's meeting",
    [404, 'not_found'],
    get((c) => `/v1/meetings/${c.foreign.meetingId}`),
  ),
  refused(
    ids,
    "another tenant's run",
    [404, 'not_found'],
    get((c) => `/v1/runs/${c.foreign.runId}`),
  ),
  refused(
    ids,
    'an address that does not exist',
    [404, 'not_found'],
    get(() => '/v1/nowhere'),
  ),
  refused(ids, 'a method that is not offered', [405, 'method_not_allowed'], ({ app, key }) =>
    request(app).put('/v1/meetings').set('Authorization', `Bearer ${key}`).send({}),
  ),
  refused(
    ids,
    'an unknown query parameter',
    [422, 'invalid_request', 'query.colour'],
    get(() => '/v1/meetings?colour=red'),
  ),
  refused(
    ids,
    'a page of 201 items',
    [422, 'invalid_request', 'query.limit'],
    get(() => '/v1/meetings?limit=201'),
  ),
  refused(
    ids,
    'a cursor that no list gave out',
    [422, 'invalid_request', 'query.cursor'],
    get(() => '/v1/meetings?cursor=bm9wZQ'),
  ),
  refused(
    ids,
    'a NUL byte in the query',
    [422, 'invalid_request', 'query.q'],
    get(() => '/v1/meetings?q=%00'),
  ),

  refused(keys, 'no key', [401, 'unauthorized'], ({ app }) => request(app).get('/v1/meetings')),
  refused(
    keys,
    'a key that never was',
    [401, 'unauthorized'],
    get(
      () => '/v1/meetings',
      () => `tl_${'0'.repeat(8)}_${'0'.repeat(40)}`,
    ),
  ),
  refused(
    keys,
    'a revoked key',
    [401, 'unauthorized'],
    get(
      () => '/v1/meetings',
      (c) => c.revokedKey,
    ),
  ),
  refused(
    keys,
    'an expired key',
    [401, 'unauthorized'],
    get(
      () => '/v1/meetings',
      (c) => c.expiredKey,
    ),
  ),
  refused(keys, 'a key without the scope', [403, 'forbidden'], (context) =>
    post({ ...context, key: context.readOnlyKey }).send(meeting({})),
  ),
]
