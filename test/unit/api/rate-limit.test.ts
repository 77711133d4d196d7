import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createAdminApp } from '../../../src/api/admin-app.ts'
import { createApp } from '../../../src/api/app.ts'
import { scopes } from '../../../src/domain/access/scopes.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { createMetrics } from '../../../src/platform/metrics.ts'
import type { Usecases } from '../../../src/usecases/create-usecases.ts'

const right = `tl_${'a'.repeat(8)}_${'a'.repeat(40)}`

/** Any key that begins like `right` is a key of its own; all others are wrong. */
const depsWith = (
  limits: { requestsPerMinute?: number; failuresPerMinute?: number; proxies?: number },
  adminApart = false,
) => ({
  usecases: {
    authenticate: async (key: string) =>
      key.startsWith('tl_') ? { tenantId: 't', keyId: key, actor: key, scopes } : null,
    listKeys: async () => ({ items: [], nextCursor: null }),
    ledgerFigures: async () => ({}),
    ping: async () => true,
  } as unknown as Usecases,
  log: createLogger({ level: 'silent' as const, format: 'json' as const }, 'test'),
  ...{ metrics: createMetrics(), version: '0.0.0', maxBodyBytes: 1000, requestTimeoutMs: 1000, adminApart },
  limits: { requestsPerMinute: 1000, failuresPerMinute: 1000, proxies: 0, ...limits },
})

const get = (app: ReturnType<typeof createApp>, key: string, from?: string) => {
  const sent = request(app).get('/v1/keys').set('Authorization', `Bearer ${key}`)
  return from === undefined ? sent : sent.set('X-Forwarded-For', from)
}

describe('requests of one key', () => {
  it('are refused beyond their number a minute, others are not, and each answer tells what is left', async () => {
    const app = createApp(depsWith({ requestsPerMinute: 2 }))
    const replies = [await get(app, right), await get(app, right), await get(app, right)]
    const other = await get(app, right.replaceAll('a', 'b'))

    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(replies.map(({ headers }) => headers['ratelimit-remaining'])).toEqual(['1', '0', '0'])
    expect(replies[2]?.body).toMatchObject({ code: 'rate_limited' })
    expect(Number(replies[2]?.headers['retry-after'])).toBeGreaterThan(0)
    expect(other.status).toBe(200)
  })
})

describe('requests with wrong keys', () => {
  it('shut out their address for the rest of the minute, and no other', async () => {
    const app = createApp(depsWith({ failuresPerMinute: 2, proxies: 1 }))
    const guesses = [
      await get(app, 'x', '192.0.2.7'),
      await get(app, 'y', '192.0.2.7'),
      await get(app, 'z', '192.0.2.7'),
    ]

    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 429])
    expect((await get(app, right, '192.0.2.7')).status).toBe(429)
    expect((await get(app, right, '192.0.2.8')).status).toBe(200)
  })

  it('cannot hide behind a header when no proxy is trusted, nor behind another address of their network', async () => {
    const direct = createApp(depsWith({ failuresPerMinute: 1 }))
    await get(direct, 'x', '192.0.2.7')
    const behind = createApp(depsWith({ failuresPerMinute: 1, proxies: 1 }))
    await get(behind, 'x', '2001:db8:1:2::5')

    expect((await get(direct, 'x', '192.0.2.8')).status).toBe(429)
    expect((await get(behind, 'x', '2001:db8:1:2:ffff::9')).status).toBe(429)
    expect((await get(behind, 'x', '2001:db8:1:3::5')).status).toBe(401)
  })

  it('are not counted where no key was sent', async () => {
    const app = createApp(depsWith({ failuresPerMinute: 1 }))
    const silent = () => request(app).get('/v1/keys')

    expect([(await silent()).status, (await silent()).status, (await get(app, right)).status]).toEqual([401, 401, 200])
  })
})

describe('the port for the inside', () => {
  it('has the figures, which the other port then has not', async () => {
    const deps = depsWith({}, true)
    const [inside, outside] = [createAdminApp(deps), createApp(deps)]

    expect((await request(inside).get('/metrics')).status).toBe(200)
    expect((await request(outside).get('/metrics')).status).toBe(404)
    expect((await request(inside).get('/v1/keys').set('Authorization', `Bearer ${right}`)).status).toBe(404)
    expect((await request(outside).get('/healthz')).status).toBe(200)
    expect((await request(inside).get('/healthz')).status).toBe(200)
  })
})
