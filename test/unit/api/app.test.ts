import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/api/app.ts'
import { scopes } from '../../../src/domain/access/scopes.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { createMetrics } from '../../../src/platform/metrics.ts'
import type { Usecases } from '../../../src/usecases/create-usecases.ts'

const caller = { tenantId: 'tenant', keyId: 'key', actor: 'key:test', scopes }
const nowhere = '01890000-0000-7000-8000-00000000dead'

/** The app over use cases of our own: only those that a test is about. */
const appWith = (usecases: Partial<Usecases>) =>
  createApp({
    usecases: { authenticate: async () => caller, ...usecases } as Usecases,
    log: createLogger({ level: 'silent', format: 'json' }, 'test'),
    ...{
      metrics: createMetrics(),
      limits: { requestsPerMinute: 1000, failuresPerMinute: 1000, proxies: 0 },
      version: '0.0.0',
      maxBodyBytes: 1000,
      requestTimeoutMs: 40,
    },
  })

const get = (app: ReturnType<typeof appWith>, path: string) => request(app).get(path).set('Authorization', 'Bearer x')

describe('a request', () => {
  it('that takes too long is ended with a 504, and its late answer goes nowhere', async () => {
    let release: (page: { items: never[]; nextCursor: null }) => void = () => {}
    const app = appWith({ listMeetings: () => new Promise((resolve) => (release = resolve)) })
    const reply = await get(app, '/v1/meetings')
    release({ items: [], nextCursor: null })
    const next = await get(app, '/healthz')

    expect([reply.status, reply.body.code]).toEqual([504, 'timeout'])
    expect(next.status).toBe(200)
  })

  it('has the time that it asked to wait on top of the usual', async () => {
    const app = appWith({
      waitForRun: (_ref, waitMs) => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), waitMs)),
    })

    expect((await get(app, `/v1/runs/${nowhere}?wait=80ms`)).body.code).toBe('internal')
  })

  it('that fails inside tells the request id and nothing of the cause', async () => {
    const app = appWith({
      listMeetings: async () => {
        throw new Error('password=secret')
      },
    })
    const reply = await get(app, '/v1/meetings')

    expect([reply.status, reply.body.code]).toEqual([500, 'internal'])
    expect(reply.body.detail).toContain(reply.headers['x-request-id'])
    expect(reply.text).not.toContain('secret')
  })

  it('with an address that cannot be decoded is refused as any other', async () => {
    const reply = await get(appWith({}), '/v1/meetings/%E0%A4%A')

    expect(reply.status).toBe(422)
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  it('without a key is not read: a body too large is a 401 first', async () => {
    const app = appWith({ authenticate: async () => null })
    const reply = await request(app)
      .post('/v1/meetings')
      .send({ text: 'x'.repeat(5000) })

    expect(reply.status).toBe(401)
  })

  it('to any address under /v1 needs a key, known or not', async () => {
    const app = appWith({ authenticate: async () => null })

    expect((await request(app).get('/v1/whatever')).status).toBe(401)
  })
})
