import type { Queue } from 'bullmq'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBoard } from '../../../queues/board.ts'
import { queueNames } from '../../../queues/catalog.ts'
import { migrateQueueSchema, openQueueConnection, type QueueConnection } from '../../../queues/connection.ts'
import { boardPath } from '../../../src/api/app.ts'
import { createRoutes } from '../../../src/api/routes/create-routes.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import type { Usecases } from '../../../src/usecases/create-usecases.ts'
import { startTestApi, type TestApi } from '../../support/api.ts'

let api: TestApi
let connection: QueueConnection
let queues: Queue[]

beforeAll(async () => {
  let databaseUrl = ''
  const logger = createLogger({ level: 'silent', format: 'json' }, 'test')
  api = await startTestApi(
    {},
    async (url) => {
      databaseUrl = url
      return url
    },
    async () => {
      await migrateQueueSchema(databaseUrl)
      connection = await openQueueConnection({ databaseUrl, redisUrl: undefined, workers: 0, logger })
      queues = queueNames.map((name) => connection.openQueue(name))
      return createBoard({ queues, basePath: boardPath })
    },
  )
})
afterAll(async () => {
  await Promise.all(queues.map((queue) => queue.close()))
  await connection.close()
  await api.close()
})

const routes = createRoutes({} as Usecases)

/** Hosts that a page would ask: addresses in tags, not words in a text. */
const outsiders = (html: string) => html.match(/(?:src|href)="(?:https?:)?\/\/[^"]*"/g) ?? []

describe('the OpenAPI document', () => {
  it('has every route, with an operation id of its own, its scope and its answers', async () => {
    const { body: document } = await request(api.app).get('/openapi.json')
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path as object))
    const names = operations.map((operation) => operation.operationId)

    expect(document.openapi).toBe('3.1.0')
    expect(new Set(names).size).toBe(names.length)
    for (const route of routes) {
      const operation = document.paths[route.path]?.[route.method]
      expect(operation?.description, `${route.method} ${route.path}`).toContain(`Scope: \`${route.scope}\``)
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining([String(route.status ?? 200), '401', '403']),
      )
    }
    expect(names).toHaveLength(routes.length + 4)
  })

  it('says what each event carries', async () => {
    const { body: document } = await request(api.app).get('/openapi.json')

    expect(Object.keys(document.webhooks)).toContain('meeting.accepted')
    expect(document.components.schemas['Event.meeting.accepted'].properties.data.required).toContain('interactionId')
  })
})

describe('/docs', () => {
  it('is served from our own files under a policy that allows nothing else', async () => {
    const page = await request(api.app).get('/docs/')
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')

    expect(page.status).toBe(200)
    expect(outsiders(page.text)).toEqual([])
    expect(page.text).not.toMatch(/<style|style="|onload=|<script>/)
    expect(page.headers['content-security-policy']).toContain("default-src 'none';script-src 'self';style-src 'self'")
    expect(files).toHaveLength(4)
    for (const file of files) expect((await request(api.app).get(file)).status, file).toBe(200)
  })
})

describe('the board', () => {
  const get = (path: string, key?: string, scheme: 'basic' | 'bearer' = 'basic') => {
    const sent = request(api.app).get(`${boardPath}${path}`)
    if (key === undefined) return sent
    return scheme === 'basic' ? sent.auth('anybody', key) : sent.set('Authorization', `Bearer ${key}`)
  }

  it('lets in who has the scope admin, as a password or as a bearer token', async () => {
    const reader = await api.keyWith(api.tenant, 'read')
    const anonymous = await get('/')

    expect([anonymous.status, anonymous.headers['www-authenticate']]).toEqual([
      401,
      'Basic realm="throughline", charset="UTF-8"',
    ])
    expect((await get('/', reader)).status).toBe(403)
    expect((await get('/static/js/main.js')).status).toBe(401)
    expect((await get('/', api.tenant.key)).status).toBe(200)
    expect((await get('/', api.tenant.key, 'bearer')).status).toBe(200)
  })

  it('shows every queue and asks no other host for anything', async () => {
    const page = await get('/', api.tenant.key)
    const { body } = await get('/api/queues', api.tenant.key)
    const files = [...page.text.matchAll(/<(?:script|link)[^>]+(?:src|href)="(static[^"]+)"/g)].map((match) => match[1])

    expect(outsiders(page.text)).toEqual([])
    expect(page.text).not.toContain('fonts.googleapis.com')
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect(body.queues.map((queue: { name: string }) => queue.name).sort()).toEqual([...queueNames].sort())
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) expect((await get(`/${file}`, api.tenant.key)).status, file).toBe(200)
  })
})

describe('operations', () => {
  it('are open, and name neither tenants nor paths', async () => {
    await request(api.app).get('/v1/meetings').set('Authorization', `Bearer ${api.tenant.key}`)
    const metrics = await request(api.app).get('/metrics')

    expect((await request(api.app).get('/healthz')).body).toEqual({ status: 'ok' })
    expect((await request(api.app).get('/readyz')).body).toEqual({ status: 'ok' })
    expect(metrics.text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/v1/meetings",status="200"}',
    )
    expect(metrics.text).toMatch(/^runs_running 0$/m)
    expect(metrics.text).toMatch(/^oldest_ready_step_seconds 0$/m)
    expect(metrics.text).not.toContain(api.tenant.tenantId)
  })

  it('give each reply an id, and take a harmless one from the caller', async () => {
    const own = await request(api.app).get('/healthz').set('X-Request-Id', 'from-me.1')
    const odd = await request(api.app).get('/healthz').set('X-Request-Id', 'a b<script>')

    expect(own.headers['x-request-id']).toBe('from-me.1')
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(own.headers).not.toHaveProperty('x-powered-by')
  })
})
