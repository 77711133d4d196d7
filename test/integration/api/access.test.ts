import { readFile, writeFile } from 'node:fs/promises'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApiDocument } from '../../../src/api/openapi/document.ts'
import { createRoutes } from '../../../src/api/routes/create-routes.ts'
import { scopes } from '../../../src/domain/access/scopes.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import type { Usecases } from '../../../src/usecases/create-usecases.ts'
import { clientOf, startTestApi, type TestApi, type TestTenant } from '../../support/api.ts'
import { ownedIds, validBodies } from '../../support/owned-ids.ts'

const page = new URL('../../../docs/operations/access.md', import.meta.url)

type Operation = { method: 'get' | 'post' | 'put' | 'patch' | 'delete'; path: string; scope: string; summary: string }

/** Every operation behind a key, from the document that clients read and from nothing else. */
const operations: Operation[] = Object.entries(openApiDocument(createRoutes({} as Usecases), '0').paths ?? {})
  .filter(([path]) => path.startsWith('/v1'))
  .flatMap(([path, item]) =>
    Object.entries(item as Record<string, { security?: { apiKey?: string[] }[]; summary?: string }>).map(
      ([method, { security, summary = '' }]) => ({
        method: method as Operation['method'],
        path,
        scope: security?.[0]?.apiKey?.[0] ?? '',
        summary,
      }),
    ),
  )
const label = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`
const each = operations.map((operation) => [label(operation), operation] as const)

/** Personas, tracking models and what is exported are named alike in every tenant: no id of another's can be asked for. */
const sharedNames = new Set(['code', 'version', 'what', 'format'])
const never = '01890000-0000-7000-8000-00000000dead'
const anyId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const paramsOf = ({ path }: Operation) => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
const fill = ({ path }: Operation, value: (param: string) => string) =>
  path.replaceAll(/\{(\w+)\}/g, (_match, param: string) => value(param))

let api: TestApi
let intruder: TestTenant
let ids: Record<string, string>
/** What a caller may send who must not be let in. */
let refusedKeys: Record<string, string | undefined>
const outcomes = new Map<string, string[]>()

beforeAll(async () => {
  api = await startTestApi()
  ids = await ownedIds(api)
  intruder = await api.addTenant('intruder')
  const owner = clientOf(api, api.tenant.key)
  const make = async () => (await owner.post('/v1/keys', { name: 'refused', scopes: [...scopes] })).body
  const [revoked, expired, rotated] = [await make(), await make(), await make()]
  await owner.delete(`/v1/keys/${revoked.id}`)
  await owner.post(`/v1/keys/${rotated.id}/rotate`)
  await inTenant(api.database, api.tenant.tenantId, (tx) =>
    tx.apiKey.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1000) } }),
  )
  refusedKeys = {
    'no key': undefined,
    'malformed key': 'Bearer tl_nonsense',
    'another scheme': `Basic ${Buffer.from(`x:${api.tenant.key}`).toString('base64')}`,
    'unknown key': `Bearer tl_${'1'.repeat(8)}_${'1'.repeat(40)}`,
    'revoked key': `Bearer ${revoked.key}`,
    'expired key': `Bearer ${expired.key}`,
    'rotated-out key': `Bearer ${rotated.key}`,
  }
})
afterAll(() => api.close())

const send = (operation: Operation, path: string, authorization: string | undefined) => {
  const sent = request(api.app)[operation.method](path)
  if (authorization !== undefined) sent.set('Authorization', authorization)
  return operation.method === 'get' ? sent : sent.send(validBodies[label(operation)] ?? {})
}

/** An answer without what differs between any two. */
const plain = (reply: { status: number; body: object }) => ({
  status: reply.status,
  body: { ...reply.body, requestId: '' },
})

describe('every operation of the document', () => {
  it.each(each)('%s names one scope that exists', (_name, { scope }) => {
    expect(scopes).toContain(scope)
  })

  it.each(each)('%s lets nobody in without a valid key, and says the same to all of them', async (name, operation) => {
    const path = fill(operation, (param) => ids[param] ?? never)
    const replies = []
    for (const authorization of Object.values(refusedKeys))
      replies.push(plain(await send(operation, path, authorization)))

    outcomes.set(name, [...new Set(replies.map(({ status }) => String(status)))])
    expect(replies[0]).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
    for (const reply of replies) expect(reply).toEqual(replies[0])
  })

  it.each(each)('%s refuses every scope but its own', async (name, operation) => {
    const others = await api.keyWith(api.tenant, ...scopes.filter((scope) => scope !== operation.scope))
    const own = await api.keyWith(intruder, operation.scope)
    const refused = await send(
      operation,
      fill(operation, (param) => ids[param] ?? never),
      `Bearer ${others}`,
    )
    const unknown = await send(
      operation,
      fill(operation, () => never),
      `Bearer ${others}`,
    )
    const admitted = await send(
      operation,
      fill(operation, () => never),
      `Bearer ${own}`,
    )

    outcomes.get(name)?.push(String(refused.status))
    expect(refused.body).toMatchObject({ status: 403, code: 'forbidden' })
    expect(plain(unknown)).toEqual(plain(refused))
    expect(admitted.status).not.toBe(401)
    expect(admitted.body.detail ?? '').not.toContain('This needs a key')
  })

  // `operate` is for whoever runs the installation: those operations look across tenants on purpose.
  const withIds = each.filter(
    ([, operation]) => operation.scope !== 'operate' && paramsOf(operation).some((param) => !sharedNames.has(param)),
  )
  it.each(withIds)('%s answers for an id of another tenant as for one that never was', async (name, operation) => {
    const missing = paramsOf(operation).filter((param) => !sharedNames.has(param) && ids[param] === undefined)
    expect(missing, 'test/support/owned-ids.ts makes one of each').toEqual([])
    const theirs = fill(operation, (param) => ids[param] ?? never)
    const nobodys = fill(operation, (param) => {
      const known = ids[param] ?? never
      return sharedNames.has(param) ? known : known.replaceAll(anyId, never)
    })
    const authorization = `Bearer ${intruder.key}`
    const [other, none] = [await send(operation, theirs, authorization), await send(operation, nobodys, authorization)]
    const unnamed = (reply: typeof other) => JSON.stringify(plain(reply)).replaceAll(anyId, 'ID')

    outcomes.get(name)?.push(String(other.status))
    expect(other.body).toMatchObject({ status: 404, code: 'not_found' })
    expect(unnamed(other)).toBe(unnamed(none))
  })

  it('stands in docs/operations/access.md (UPDATE_DOCS=1 writes it anew)', async () => {
    const text = render()
    if (process.env.UPDATE_DOCS === '1') await writeFile(page, text)

    expect(await readFile(page, 'utf8')).toBe(text)
  })
})

const render = (): string => {
  const rows = operations.map((operation) => {
    const [keyless = '', scope = '', foreign = '–'] = outcomes.get(label(operation)) ?? []
    return `| \`${label(operation)}\` | ${operation.scope} | ${keyless} | ${scope} | ${foreign} |`
  })
  return `# Who may do what

<!-- Written by test/integration/api/access.test.ts, which tries each of these and fails when this page is out of date. -->

The tenant comes from the key alone; no request names one. Each operation needs one scope. Row-level security is a second
wall below all of this: a query that forgets its tenant finds nothing.

**Without a valid key** stands for no key, a malformed one, another scheme, an unknown, revoked, expired and rotated-out
key: all seven get the same answer, to the letter. **Another scope** is a key of the same tenant with every scope but the
right one; whether the thing exists makes no difference. No key of a tenant has \`operate\`: its operations are for whoever
runs the installation, and reach every tenant. **Another tenant's id** is answered as one that never was.

| operation | scope | without a valid key | another scope | another tenant's id |
|---|---|---:|---:|---:|
${rows.join('\n')}
`
}
