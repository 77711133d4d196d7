import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVerifyToken } from '../../../src/usecases/access/verify-token.ts'
import { clientOf, startTestApi, type TestApi, type TestTenant } from '../../support/api.ts'
import { type Claims, type IdentityProvider, startIdentityProvider } from '../../support/identity-provider.ts'

const audience = 'throughline-test'
const settingsFor = (issuer: string) => ({
  issuer,
  audience,
  jwksUrl: null,
  tenantClaim: 'tenant',
  scopeClaim: 'scope',
})
const now = () => Math.floor(Date.now() / 1000)

let provider: IdentityProvider
let api: TestApi
let other: TestTenant

beforeAll(async () => {
  provider = await startIdentityProvider()
  api = await startTestApi({ verifyToken: createVerifyToken(settingsFor(provider.issuer)) })
  other = await api.addTenant('other')
})
afterAll(async () => {
  await api.close()
  await provider.close()
})

const claims = (more: Claims = {}): Claims => ({
  ...{ aud: audience, sub: 'ana@example.com', exp: now() + 300, tenant: api.tenant.tenantId, scope: 'read admin' },
  ...more,
})
const get = (token: string, path = '/v1/meetings') => clientOf(api, token).get(path)

describe('a token of the identity provider', () => {
  it('lets in with its scopes and no others, and names its bearer in the audit log', async () => {
    const token = await provider.sign(claims())
    const narrow = await provider.sign(claims({ scope: ['query'] }))
    await clientOf(api, token).post('/v1/keys', { name: 'made by Ana', scopes: ['read'] })
    const { body } = await get(token, '/v1/audit')

    expect([(await get(token)).status, (await get(narrow)).status]).toEqual([200, 403])
    expect(body.items[0]).toMatchObject({ actor: 'user:ana@example.com', userId: 'ana@example.com', keyId: null })
  })

  it('is checked with keys that are fetched once', async () => {
    await get(await provider.sign(claims()))
    const before = provider.fetched()
    await get(await provider.sign(claims()))
    const after = provider.fetched()

    expect([before, after]).toEqual([1, 1])
  })

  it('never grants to look across tenants, and no scope that there is not', async () => {
    const token = await provider.sign(claims({ scope: 'admin operate root' }))
    const granting = await clientOf(api, token).post('/v1/keys', { name: 'more', scopes: ['operate'] })

    expect(granting.body).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('opens the tenant that it names, and none that is unknown or suspended', async () => {
    const { body } = await get(await provider.sign(claims({ tenant: other.tenantId })), '/v1/keys')
    const unknown = await provider.sign(claims({ tenant: '01890000-0000-7000-8000-00000000dead' }))
    const closed = await api.addTenant('closed')
    await api.usecases.suspendTenant({ tenantId: closed.tenantId, suspended: true })
    const suspended = await get(await provider.sign(claims({ tenant: closed.tenantId })))

    expect(body.items.map((key: { name: string }) => key.name)).toEqual(['test'])
    expect((await get(unknown)).status).toBe(401)
    expect(suspended.body).toMatchObject({ status: 403, detail: expect.stringContaining('suspended') })
    expect((await get(closed.key)).status).toBe(403)
  })

  const unsigned = (payload: Claims) =>
    [{ alg: 'none', typ: 'JWT' }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
  const forgeries: Record<string, () => Promise<string>> = {
    'is expired': () => provider.sign(claims({ exp: now() - 120 })),
    'is not valid yet': () => provider.sign(claims({ nbf: now() + 600 })),
    'never expires': () => provider.sign(claims({ exp: undefined })),
    'is for another application': () => provider.sign(claims({ aud: 'somebody-else' })),
    'is of another issuer': () => provider.sign(claims({ iss: 'https://issuer.example' })),
    'names no tenant': () => provider.sign(claims({ tenant: undefined })),
    'names a tenant that is no id': () => provider.sign(claims({ tenant: "' OR 1=1" })),
    'names no bearer': () => provider.sign(claims({ sub: undefined })),
    'is signed by a stranger under a known key id': async () =>
      provider.sign(claims(), {}, (await generateKeyPair('RS256')).privateKey),
    'names a key that nobody published': () => provider.sign(claims(), { kid: 'unheard-of' }),
    'takes the public key for a shared secret': async () =>
      provider.sign(claims(), { alg: 'HS256' }, new TextEncoder().encode(await provider.publicKey())),
    'has no signature': async () => `${unsigned(claims())}.`,
    'has a signature and says that it needs none': async () => `${unsigned(claims())}.c2lnbmVk`,
    'was changed after it was signed': async () => {
      const [head, , signature] = (await provider.sign(claims())).split('.')
      return [
        head,
        Buffer.from(JSON.stringify({ iss: provider.issuer, ...claims({ scope: 'erase' }) })).toString('base64url'),
        signature,
      ].join('.')
    },
  }

  it.each(Object.entries(forgeries))('that %s lets nobody in', async (_how, forge) => {
    const reply = await get(await forge())

    expect(reply.body).toMatchObject({ status: 401, code: 'unauthorized' })
  })

  it('cannot be judged while the provider is away: 503, and keys of our own go on working', async () => {
    const verifyToken = createVerifyToken(settingsFor('http://127.0.0.1:9'))
    const lonely = await startTestApi({ verifyToken })
    try {
      const reply = await clientOf(lonely, await provider.sign(claims())).get('/v1/meetings')

      expect(reply.body).toMatchObject({ status: 503, code: 'identity_unavailable' })
      expect(reply.headers['retry-after']).toBe('5')
      expect((await clientOf(lonely, lonely.tenant.key).get('/v1/meetings')).status).toBe(200)
    } finally {
      await lonely.close()
    }
  })
})
