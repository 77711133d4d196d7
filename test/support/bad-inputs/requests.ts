import request from 'supertest'
import { type BadInput, get, meeting, post, refused, taken } from './case.ts'

const twice = 'Sent twice'
const ids = 'Ids and addresses'
const keys = 'Keys'

const nowhere = '01890000-0000-7000-8000-00000000dead'

export const badRequests: readonly BadInput[] = [
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

  refused(twice, 'a meeting that was deleted since', [410, 'gone'], async (context) => {
    const same = meeting({})
    const { body } = await post(context).send(same)
    await request(context.app).delete(`/v1/meetings/${body.meetingId}`).set('Authorization', `Bearer ${context.key}`)
    return post(context).send(same)
  }),

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
  refused(ids, 'a meeting that was deleted', [410, 'gone'], async (context) => {
    const { body } = await post(context).send(meeting({}))
    const path = `/v1/meetings/${body.meetingId}`
    await request(context.app).delete(path).set('Authorization', `Bearer ${context.key}`)
    return get(() => path)(context)
  }),
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
