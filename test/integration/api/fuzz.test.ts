import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemSchema } from '../../../src/api/problem.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { type Document, fromSchema, type Schema } from '../../support/from-schema.ts'
import { tries } from '../../support/properties.ts'
import { type Spoiling, spoil, spoiling } from '../../support/spoil.ts'

type Parameter = { in: string; name: string; required?: boolean; schema: Schema }
type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, unknown>
}
type OpenApi = Document & { paths: Record<string, Record<string, Operation>> }
type Sent = { method: string; path: string; body: unknown }

let api: TestApi
let server: Server
let base: string
let document: OpenApi
let ids: string[]

beforeAll(async () => {
  api = await startTestApi()
  server = api.app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  document = (await (await fetch(`${base}/openapi.json`)).json()) as OpenApi
  const client = clientOf(api, api.tenant.key)
  const meeting = await client.post('/v1/meetings', { title: 'Weekly', text: 'Ana: Atlas is in progress.' })
  const key = await client.post('/v1/keys', { name: 'other', scopes: ['read'] })
  const webhook = await client.post('/v1/webhooks', { url: 'https://example.test/hook', events: ['run.completed'] })
  await client.post('/v1/entities/import', { entities: [{ type: 'feature', name: 'Atlas' }] })
  const entities = await client.get('/v1/entities')
  ids = [meeting.body.meetingId, meeting.body.runId, key.body.id, webhook.body.id, entities.body.items?.[0]?.id]
  expect(ids, JSON.stringify([meeting.body, key.body, webhook.body, entities.body])).toEqual(
    ids.map(() => expect.any(String)),
  )
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await api.close()
})

/** A stream goes on until its run ends, which here it never does. */
const isStream = (path: string): boolean => path.endsWith('/events')

const operations = () =>
  Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/v1/') && !isStream(path))
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))

const requestFor = (path: string, method: string, { parameters = [], requestBody }: Operation): fc.Arbitrary<Sent> => {
  const valuesOf = (place: string) => {
    const wanted = parameters.filter((one) => one.in === place && one.name !== 'wait')
    return fc.record(
      Object.fromEntries(
        wanted.map(({ name, schema, required }) => {
          const value = fromSchema(document, schema, ids)
          return [name, required ? value : fc.option(value, { nil: undefined, freq: 1 })]
        }),
      ),
    )
  }
  const schema = requestBody?.content['application/json']?.schema
  const body = schema ? fromSchema(document, schema, ids) : fc.constant(undefined)
  return fc.tuple(valuesOf('path'), valuesOf('query'), body).map(([inPath, query, sent]) => ({
    method,
    path: path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(inPath[name]))) + queryOf(query),
    body: sent,
  }))
}

const queryOf = (query: Record<string, unknown>): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** Sends it and holds the answer against what the API promises of any answer. */
const answerTo = async ({ method, path, body }: Sent) => {
  const response = await fetch(base + path, {
    method: method.toUpperCase(),
    headers: {
      authorization: `Bearer ${api.tenant.key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const what = `${method} ${path} ${JSON.stringify(body)?.slice(0, 2_000)}: ${response.status} ${text.slice(0, 500)}`
  expect(response.status, what).toBeLessThan(500)
  if (response.status < 400) return { status: response.status, errors: [] as string[], what }
  expect(response.headers.get('content-type'), what).toMatch(/^application\/problem\+json/)
  const problem = problemSchema.parse(JSON.parse(text))
  expect(problem, what).toMatchObject({ status: response.status, type: `urn:throughline:error:${problem.code}` })
  if (problem.code === 'invalid_request') expect(problem.errors?.length, what).toBeGreaterThan(0)
  return { status: response.status, errors: (problem.errors ?? []).map(({ path }) => path), what }
}

/** Wrong beyond doubt, whatever the field is for: the answer has to say which field it was. */
const isWrong = (way: Spoiling['way']): boolean => way === 'nested' || way === 'proto'

describe('requests made from the document', () => {
  it('are answered, with a status that the document tells', async () => {
    let understood = 0
    for (const { path, method, operation } of operations())
      await fc.assert(
        fc.asyncProperty(requestFor(path, method, operation), async (sent) => {
          const { status, what } = await answerTo(sent)
          expect(Object.keys(operation.responses), what).toContain(String(status))
          if (status < 400) understood += 1
        }),
        { ...tries(3), endOnFailure: true },
      )
    expect(understood).toBeGreaterThan(operations().length)
  }, 600_000)

  it('are refused by name when one field is spoilt', async () => {
    let refused = 0
    for (const { path, method, operation } of operations().filter((one) => one.operation.requestBody))
      await fc.assert(
        fc.asyncProperty(requestFor(path, method, operation), spoiling, async (sent, how) => {
          const spoilt = spoil(sent.body, how)
          if (!spoilt) return
          const { status, errors, what } = await answerTo({ ...sent, body: spoilt.body })
          if (status !== 422) return
          refused += 1
          if (isWrong(how.way) && errors.length > 0)
            expect(
              errors.some((error) => isNear(error, spoilt.path)),
              `${spoilt.path} in ${errors}: ${what}`,
            ).toBe(true)
        }),
        { ...tries(10), endOnFailure: true },
      )
    expect(refused).toBeGreaterThan(20)
  }, 600_000)

  it('are refused by name when one part of the address is spoilt', async () => {
    const bad = fc.constantFrom(
      '',
      ' ',
      '\u0000',
      '%',
      "'; --",
      '🙂',
      '-1',
      '1e400',
      'x'.repeat(3_000),
      '__proto__',
      '[]',
    )
    for (const { path, method, operation } of operations()) {
      const query = (operation.parameters ?? []).filter((one) => one.in === 'query')
      if (query.length === 0) continue
      await fc.assert(
        fc.asyncProperty(
          requestFor(path, method, operation),
          fc.constantFrom(...query),
          bad,
          async (sent, one, value) => {
            const address = new URL(sent.path, base)
            address.searchParams.set(one.name, value)
            const { status, errors, what } = await answerTo({ ...sent, path: address.pathname + address.search })
            if (status === 422 && errors.length > 0)
              expect(
                errors.some((error) => isNear(error, one.name)),
                what,
              ).toBe(true)
          },
        ),
        { ...tries(4), endOnFailure: true },
      )
    }
  }, 600_000)
})

/** `title`, `body.title` and `participants.0` all tell of `participants.0.name` or a part of it. */
const isNear = (error: string, path: string): boolean => {
  const [told, meant] = [error.replace(/^(?:body|query|params)\.?/, ''), path]
  return told === '' || meant === '' || told.startsWith(meant) || meant.startsWith(told)
}
