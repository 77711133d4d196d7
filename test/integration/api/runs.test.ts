import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'

let api: TestApi
let client: ReturnType<typeof clientOf>
let server: Server
let url: string

beforeAll(async () => {
  api = await startTestApi()
  client = clientOf(api, api.tenant.key)
  server = createServer(api.app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await api.close()
})

let number = 0
const submit = async () => {
  const { body } = await client.post('/v1/meetings', { title: 'Run', text: `Ana: number ${++number}.` })
  return body as { meetingId: string; runId: string }
}

const update = (runId: string, status: string, finished: boolean, progress: number) =>
  inTenant(api.database, api.tenant.tenantId, async (tx) => {
    const finishedAt = finished ? new Date() : null
    const error =
      status === 'parked' ? { step: 'extract', code: 'crash', message: 'gone', retryable: false } : undefined
    await tx.run.update({ where: { id: runId }, data: { status, finishedAt, progress, error, openSteps: 0 } })
    if (!finished) return
    const step = status === 'parked' ? 'parked' : 'done'
    await tx.step.updateMany({ where: { runId }, data: { status: step, finishedAt } })
  })

describe('a run', () => {
  it('has its steps in order, each with what it needs', async () => {
    const { runId, meetingId } = await submit()
    const { body: run } = await client.get(`/v1/runs/${runId}`)

    expect(run).toMatchObject({ id: runId, meetingId, kind: 'meeting', status: 'running', progress: 0 })
    expect(run.currentStep).toBe('normalize')
    expect(run.steps.map((step: { name: string }) => step.name).slice(0, 3)).toEqual([
      'normalize',
      'extract',
      'reconcile',
    ])
    expect(run.totals).toMatchObject({ entityCount: 0, transitionCount: 0, modelCalls: 0, cost: { amount: '0' } })
  })

  it('is answered when it ends, or when the wait is over', async () => {
    const { runId } = await submit()
    const startedAt = performance.now()
    const early = await client.get(`/v1/runs/${runId}?wait=300ms`)
    const waited = performance.now() - startedAt
    const waiting = client.get(`/v1/runs/${runId}?wait=30s`).then((reply) => reply)
    await update(runId, 'completed', true, 100)
    const ended = await waiting

    expect(early.body.status).toBe('running')
    expect(waited).toBeGreaterThanOrEqual(290)
    expect(ended.body).toMatchObject({ status: 'completed', progress: 100 })
    expect((await client.get(`/v1/runs/${runId}?wait=61s`)).status).toBe(422)
  })

  it('holds no connection to the database while many wait', async () => {
    const { runId } = await submit()
    const waiting = Array.from({ length: 40 }, () => client.get(`/v1/runs/${runId}?wait=20s`).then((reply) => reply))
    const other = await client.get('/v1/meetings')
    await update(runId, 'completed', true, 100)

    expect(other.status).toBe(200)
    expect((await Promise.all(waiting)).every((reply) => reply.body.status === 'completed')).toBe(true)
  })

  it('is followed as events until it ends, whatever Last-Event-ID says', async () => {
    const { runId } = await submit()
    const reply = await fetch(`${url}/v1/runs/${runId}/events`, {
      headers: { authorization: `Bearer ${api.tenant.key}`, 'last-event-id': 'from another life' },
    })
    const text = reply.text()
    await update(runId, 'running', false, 40)
    await update(runId, 'completed', true, 100)
    const events = (await text).split('\n\n').filter((block) => block.includes('data: '))
    const runs = events.map((block) => JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}'))

    expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(events[0]).toMatch(/^id: 1\nevent: run\n/)
    expect(events.at(-1)).toMatch(/\nevent: end\n/)
    expect(runs.at(-1)).toMatchObject({ id: runId, status: 'completed', progress: 100 })
    const progress = runs.map((run) => run.progress)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
  })

  it('of another id or without a key opens no stream', async () => {
    const { runId } = await submit()
    const unknown = await client.get('/v1/runs/01890000-0000-7000-8000-00000000dead/events')
    const anonymous = await fetch(`${url}/v1/runs/${runId}/events`)

    expect([unknown.status, unknown.body.code, anonymous.status]).toEqual([404, 'not_found', 401])
    await anonymous.body?.cancel()
  })

  it('is cancelled once, resumed from a step, and replayed', async () => {
    const { runId } = await submit()
    const cancelled = await client.post(`/v1/runs/${runId}/cancel`)
    const again = await client.post(`/v1/runs/${runId}/cancel`)
    const resumed = await client.post(`/v1/runs/${runId}/resume?from=normalize`)
    const running = await client.post(`/v1/runs/${runId}/replay`)
    await update(runId, 'completed', true, 100)
    const replayed = await client.post(`/v1/runs/${runId}/replay`)

    expect([cancelled.status, cancelled.body.status, again.status]).toEqual([200, 'cancelled', 200])
    expect([resumed.status, resumed.body.status]).toEqual([202, 'running'])
    expect([running.status, running.body.code]).toEqual([409, 'conflict'])
    expect([replayed.status, replayed.body.status]).toEqual([202, 'running'])
    const dispatched = api.enqueued.filter((dispatch) => dispatch.runId === runId)
    expect(dispatched.map(({ step, epoch }) => `${step} ${epoch}`)).toEqual([
      'normalize 1',
      'normalize 2',
      'normalize 3',
    ])
    expect((await client.post(`/v1/runs/${runId}/resume?from=nowhere`)).status).toBeGreaterThanOrEqual(400)
  })

  it('is found by status and error code, and gone on with in bulk, after a look', async () => {
    const runs = [await submit(), await submit()]
    for (const { runId } of runs) await update(runId, 'parked', true, 10)

    const found = await client.get('/v1/runs?status=parked&code=crash')
    const look = await client.post('/v1/runs/resume', { status: 'parked', code: 'crash' })
    const done = await client.post('/v1/runs/resume', { status: 'parked', code: 'crash', dryRun: false })

    expect(found.body.items).toHaveLength(2)
    expect(found.body.items[0].error).toMatchObject({ code: 'crash', step: 'extract' })
    expect(look.body).toMatchObject({ dryRun: true, matched: 2, changed: [] })
    expect(done.body.changed).toHaveLength(2)
    expect((await client.get('/v1/runs?status=parked')).body.items).toHaveLength(0)
  })

  it('is one of a problem that says how often, since when, for example, and what to do', async () => {
    const runs = [await submit(), await submit(), await submit()]
    for (const { runId } of runs) await update(runId, 'parked', true, 10)
    const { body } = await client.get('/v1/runs/problems')

    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ status: 'parked', code: 'crash', step: 'extract', runs: 3 })
    expect(runs.map((run) => run.runId)).toContain(body.items[0].example.runId)
    expect(body.items[0].remedy).toMatch(/resume/)
    expect(body.items[0].firstAt <= body.items[0].lastAt).toBe(true)
    await client.post('/v1/runs/resume', { status: 'parked', dryRun: false })
  })

  it('is laid aside until it is resumed, alone or among those of its series and time', async () => {
    const alone = await submit()
    const since = new Date().toISOString()
    const series = []
    for (const name of ['A', 'A', 'B'])
      series.push((await client.post('/v1/meetings', { title: name, text: `Bo: ${++number}.`, series: name })).body)
    const parked = await client.post(`/v1/runs/${alone.runId}/park`)
    const many = await client.post('/v1/runs/park', { series: 'A', since, dryRun: false })
    const again = await client.post('/v1/runs/park', { series: 'A', since, dryRun: false })
    const held = await client.get('/v1/runs?code=held')
    const resumed = await client.post('/v1/runs/resume', { code: 'held', dryRun: false })

    expect(parked.body).toMatchObject({ status: 'parked', error: { code: 'held', step: 'extract' } })
    expect(many.body.changed).toEqual(series.slice(0, 2).map((one) => one.runId))
    expect(again.body).toMatchObject({ matched: 0, changed: [] })
    expect(held.body.items).toHaveLength(3)
    expect(resumed.body.changed).toHaveLength(3)
    expect((await client.get(`/v1/runs/${alone.runId}`)).body).toMatchObject({ status: 'running', error: null })
  })

  it('is reached in bulk however many there are, page by page, and by nobody twice', async () => {
    await inTenant(
      api.database,
      api.tenant.tenantId,
      (tx) => tx.$executeRaw`
        INSERT INTO run (id, tenant_id, kind, status, priority, open_steps, traceparent, created_at, admitted_at)
        SELECT gen_random_uuid(), ${api.tenant.tenantId}::uuid, 'refold', 'running', 'backfill', 1, '-',
               now() - n * interval '1 second', now() FROM generate_series(1, 1203) n`,
    )
    const changed: string[] = []
    const matched: number[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const body = { kind: 'refold', limit: 500, cursor, dryRun: false }
      const reply = await client.post('/v1/runs/cancel', body)
      changed.push(...reply.body.changed)
      matched.push(reply.body.matched)
      cursor = reply.body.nextCursor
    }
    const rest = await client.post('/v1/runs/cancel', { kind: 'refold' })

    expect(matched).toEqual([1203, 703, 203])
    expect(new Set(changed).size).toBe(1203)
    expect(rest.body.matched).toBe(0)
    expect((await client.get('/v1/audit?action=postRunsCancel&limit=1')).body.items[0].target).toBe(changed.at(-1))
  })

  it('of a meeting that is read again has the next generation', async () => {
    const { meetingId } = await submit()
    const started = await client.post(`/v1/meetings/${meetingId}/reprocess`)
    const meeting = await client.get(`/v1/meetings/${meetingId}`)
    const upgrade = await client.post(`/v1/meetings/${meetingId}/upgrade`, { priority: 'backfill' })

    expect(started.status).toBe(202)
    expect((await client.get(started.headers.location ?? '')).body).toMatchObject({ kind: 'reprocess', generation: 2 })
    expect(meeting.body).toMatchObject({ generation: 2, run: { id: started.body.runId } })
    expect((await client.get(`/v1/runs/${upgrade.body.runId}`)).body).toMatchObject({
      kind: 'upgrade',
      priority: 'backfill',
    })
  })
})
