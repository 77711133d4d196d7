import { type BadInput, meeting, post, raw, refused, sending } from './case.ts'

const body = 'The body'

export const badBodies: readonly BadInput[] = [
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
]
