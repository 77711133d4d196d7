import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTenant } from '../../../src/storage/tx.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'

let api: TestApi
let client: ReturnType<typeof clientOf>
let atlas: string
let beacon: string

beforeAll(async () => {
  api = await startTestApi()
  client = clientOf(api, api.tenant.key)
  const imported = await client.post('/v1/entities/import', {
    entities: [
      { type: 'project', name: 'Atlas', aliases: ['Atlas Migration'], state: { status: 'planned' } },
      { type: 'project', name: 'Beacon', state: { status: 'in_progress', priority: 'high' } },
    ],
  })
  expect(imported.status, JSON.stringify(imported.body)).toBe(200)
  ;[atlas, beacon] = imported.body.entities.map((entity: { id: string }) => entity.id)
})
afterAll(() => api.close())

const read = async (path: string) => (await client.get(path)).body
const statusOf = async (id: string, query = '') => (await read(`/v1/entities/${id}/state${query}`)).state.status?.value
const post = async (path: string, body: object) => {
  const reply = await client.post(path, body)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as { version: string; factIds: string[]; entityId: string; newEntityId: string | null }
}

describe('an import', () => {
  it('brings names, aliases and a state before all meetings, and adds nothing the second time', async () => {
    const before = await read('/v1/changes')
    await client.post('/v1/entities/import', {
      entities: [{ type: 'project', name: 'Atlas', aliases: ['Atlas Migration'], state: { status: 'planned' } }],
    })

    expect(await read(`/v1/entities/${atlas}`)).toMatchObject({ name: 'Atlas', aliases: [{ name: 'Atlas Migration' }] })
    expect(await statusOf(atlas, '?validAt=2000-01-01')).toBe('planned')
    expect((await read(`/v1/changes?since=${before.nextCursor}`)).items).toEqual([])
  })

  it('names what the tracking model does not know', async () => {
    const reply = await client.post('/v1/entities/import', {
      entities: [{ type: 'project', name: 'Comet', state: { status: 'astral' } }],
    })

    expect([reply.status, reply.body.code, reply.body.errors[0].path]).toEqual([
      422,
      'unknown_reference',
      'entities.0.state.status',
    ])
  })
})

describe('a correction', () => {
  it('holds from its day on, is explained, and can be withdrawn', async () => {
    const { factIds } = await post(`/v1/entities/${atlas}/correct`, {
      ...{ kind: 'assert', dimension: 'status', value: 'completed', at: '2025-03-04', note: 'said so by mail' },
    })

    expect(await statusOf(atlas, '?validAt=2025-03-03')).toBe('planned')
    expect(await statusOf(atlas, '?validAt=2025-03-04')).toBe('completed')
    const explained = await read(`/v1/entities/${atlas}/explain?dimension=status`)
    expect(explained.items).toContainEqual(
      expect.objectContaining({ id: factIds[0], origin: 'user', verdict: 'changed', quote: 'said so by mail' }),
    )
    const withdrawn = await client.delete(`/v1/facts/${factIds[0]}`)
    expect(withdrawn.body).toMatchObject({ factIds })
    expect(await statusOf(atlas)).toBe('planned')
    expect((await client.delete(`/v1/facts/${factIds[0]}`)).body.code).toBe('conflict')
  })

  it.each([
    [{ kind: 'assert', dimension: 'colour', value: 'red' }, 'unknown_reference', 'dimension'],
    [{ kind: 'assert', dimension: 'status', value: 'astral' }, 'invalid_request', 'value'],
    [{ kind: 'assert', dimension: 'status', value: 'completed', at: 'soon' }, 'invalid_request', 'at'],
    [{ kind: 'guess', dimension: 'status' }, 'invalid_request', 'kind'],
  ])('is refused when it makes no sense: %j', async (body, code, path) => {
    const reply = await client.post(`/v1/entities/${atlas}/correct`, body)

    expect([reply.status, reply.body.code, reply.body.errors[0].path]).toEqual([422, code, path])
  })
})

describe('names', () => {
  it('are added and taken away, and a title is chosen', async () => {
    const renamed = await client.patch(`/v1/entities/${beacon}`, { name: 'Beacon Prime', addAliases: ['BCN'] })
    expect(renamed.body.name).toBe('Beacon Prime')
    expect((await read('/v1/entities?q=bcn')).items).toMatchObject([{ id: renamed.body.id, name: 'Beacon Prime' }])

    await client.patch(`/v1/entities/${beacon}`, { removeAliases: ['BCN'] })
    const names = (await read(`/v1/entities/${beacon}`)).aliases.map((alias: { name: string }) => alias.name)
    expect(names).not.toContain('BCN')
    expect((await client.patch(`/v1/entities/${beacon}`, {})).status).toBe(422)
  })

  it('of two entities become one, keep both ids working, and part again', async () => {
    const merged = await post(`/v1/entities/${atlas}/merge`, { otherId: beacon, note: 'one thing' })
    const [one, other] = [await read(`/v1/entities/${atlas}`), await read(`/v1/entities/${beacon}`)]
    const away = one.mergedInto === null ? other : one

    expect(one.name).toBe(other.name)
    expect(away.mergedInto).toBe(merged.entityId)
    await client.delete(`/v1/facts/${merged.factIds[0]}`)
    expect((await read(`/v1/entities/${beacon}`)).name).toBe('Beacon Prime')
    expect((await read(`/v1/entities/${atlas}`)).name).toBe('Atlas')
  })

  it('of one entity are split off by their ids', async () => {
    const entity = await read(`/v1/entities/${atlas}`)
    const split = await post(`/v1/entities/${atlas}/split`, { nameIds: [entity.aliases[0].nameId] })

    expect((await read(`/v1/entities/${split.newEntityId}`)).name).toBe('Atlas Migration')
    expect((await read(`/v1/entities/${split.entityId}`)).aliases).toEqual([])
    await client.delete(`/v1/facts/${split.factIds[0]}`)
    expect((await read(`/v1/entities/${atlas}`)).aliases).toMatchObject([{ name: 'Atlas Migration' }])
  })
})

describe('a meeting', () => {
  const submit = async (text: string) => {
    const { body } = await client.post('/v1/meetings', { title: 'Weekly', occurredAt: '2025-03-04', text })
    return body.meetingId as string
  }

  it('is corrected by reading it again as its next generation', async () => {
    const id = await submit('Ana: to be corrected.')
    const reply = await client.patch(`/v1/meetings/${id}`, {
      title: 'Planning',
      project: 'Atlas',
      occurredAt: '2025-03-05',
    })

    expect(reply.body).toMatchObject({ title: 'Planning', project: 'Atlas', occurredAt: '2025-03-04T23:00:00.000Z' })
    expect(reply.body).toMatchObject({ generation: 2, run: { status: 'running' } })
    expect((await client.patch(`/v1/meetings/${id}`, { project: null })).body.project).toBeNull()
    expect((await client.patch(`/v1/meetings/${id}`, { occurredAt: '0000-01-01' })).body.errors[0].path).toBe(
      'occurredAt',
    )
    expect((await client.patch(`/v1/meetings/${id}`, {})).status).toBe(422)
  })

  it('is deleted with its words, cancels its run, and is gone for every address under it', async () => {
    const id = await submit('Ana: to be deleted.')
    const { run } = await read(`/v1/meetings/${id}`)
    const deleted = await client.delete(`/v1/meetings/${id}`)

    expect([deleted.status, deleted.text]).toEqual([204, ''])
    const events = await inTenant(api.database, api.tenant.tenantId, (tx) =>
      tx.event.findMany({ where: { subject: id } }),
    )
    expect(events.map((event) => event.type).sort()).toEqual(['meeting.accepted', 'meeting.deleted'])
    expect(JSON.stringify(events.map((event) => event.data))).not.toContain('to be deleted')
    expect((await read(`/v1/runs/${run.id}`)).status).toBe('cancelled')
    for (const part of [
      '',
      '/transcript',
      '/summaries',
      '/insights',
      '/observations',
      '/transitions',
      '/coverage',
      '/diff',
    ]) {
      expect((await client.get(`/v1/meetings/${id}${part}`)).body.code, part).toBe('gone')
    }
    expect((await client.delete(`/v1/meetings/${id}`)).body.code).toBe('gone')
    expect((await client.post(`/v1/meetings/${id}/reprocess`)).body.code).toBe('gone')
  })
})
