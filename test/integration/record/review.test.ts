import { describe, expect, it } from 'vitest'
import type { Heard } from './support/heard.ts'
import { useSpokenTenant } from './support/use-spoken-tenant.ts'

const tenant = useSpokenTenant()

type Item = { id: string; kinds: string[]; question: string; to: string | null; entity: { id: string; name: string } }

const review = async (query = ''): Promise<Item[]> => (await tenant.read<{ items: Item[] }>(`/v1/review${query}`)).items
const only = async (kind: string): Promise<Item> => {
  const items = await review(`?kind=${kind}`)
  expect(items, JSON.stringify(await review())).toHaveLength(1)
  return items[0] as Item
}
const statusOf = async (entityId: string) => {
  const { state } = await tenant.read<{ state: Record<string, { value: string; confidence: number }> }>(
    `/v1/entities/${entityId}/state`,
  )
  return state.status && state.status.value + (state.status.confidence === 100 ? ', certain' : '')
}

const orchard = (value: string, more: Partial<Heard> = {}): Heard => ({
  ...{ text: `The Orchard Fence is ${value}.`, about: 'Orchard Fence', dimension: 'status', value },
  ...more,
})

describe('a change of low confidence', () => {
  it('is certain once it is accepted, with the words that said it, also when the meeting is read again', async () => {
    await tenant.meet(0, [orchard('completed', { confidence: 45 })])
    const item = await only('low_confidence')
    expect(item).toMatchObject({ entity: { name: 'Orchard Fence' }, to: 'completed', dimension: 'status' })

    const { factIds, entityId } = await tenant.post(`/v1/review/${item.id}/accept`, { note: 'saw it myself' })

    expect(await statusOf(entityId)).toBe('completed, certain')
    expect(await review()).toEqual([])
    const { items } = await tenant.read<{ items: object[] }>(`/v1/entities/${entityId}/timeline`)
    expect(items).toMatchObject([
      {
        ...{ meetingId: tenant.meetingId(0), reasonSource: 'user', confidence: 100 },
        evidence: [{ quote: 'The Orchard Fence is completed.' }],
      },
    ])
    await tenant.meet(0, [{ text: 'Hello.', about: null }, orchard('completed', { confidence: 40 })], { generation: 2 })
    expect(await statusOf(entityId)).toBe('completed, certain')
    expect(await review()).toEqual([])
    // Even when nobody hears it any more.
    await tenant.meet(0, [{ text: 'The Orchard Fence it was.', about: 'Orchard Fence' }], { generation: 3 })
    expect(await statusOf(entityId)).toBe('completed, certain')

    await tenant.client.delete(`/v1/facts/${factIds[0]}`)
    expect(await statusOf(entityId)).toBeUndefined()
    await tenant.meet(0, [orchard('completed', { confidence: 45 })], { generation: 4 })
    expect((await only('low_confidence')).id).toBe(item.id)
  })

  it('stays rejected however often the meeting is read, whatever stands there otherwise', async () => {
    await tenant.meet(0, [orchard('planned')])
    await tenant.meet(1, [orchard('completed', { confidence: 45 })])
    const item = await only('low_confidence')
    const { entityId, factIds } = await tenant.post(`/v1/review/${item.id}/reject`)

    expect(await statusOf(entityId)).toBe('planned')
    await tenant.meet(1, [{ text: 'Hm.', about: null }, orchard('done', { confidence: 50 })], { generation: 2 })
    expect(await statusOf(entityId)).toBe('planned')
    await tenant.meet(1, [orchard('blocked'), orchard('completed', { confidence: 45 })], { generation: 3 })
    expect(await statusOf(entityId)).toBe('blocked')
    expect(await review()).toEqual([])
    const again = await tenant.client.post(`/v1/review/${item.id}/accept`, {})
    expect([again.status, again.body.code, again.body.detail]).toEqual([
      ...[409, 'conflict', expect.stringContaining(factIds[0] ?? '')],
    ])
  })

  it('is corrected by another value, or as a statement about something else', async () => {
    await tenant.meet(0, [orchard('completed', { confidence: 45 })])
    await tenant.meet(1, [{ text: 'The Mill Wheel turns.', about: 'Mill Wheel' }])
    const item = await only('low_confidence')
    const { entityId, factIds } = await tenant.post(`/v1/review/${item.id}/correct`, { value: 'blocked' })
    expect(await statusOf(entityId)).toBe('blocked, certain')

    await tenant.client.delete(`/v1/facts/${factIds[0]}`)
    expect(await statusOf(entityId)).toBe('completed')
    const other = (await tenant.read<{ items: Item['entity'][] }>('/v1/entities?q=Mill')).items[0]?.id ?? ''
    const moved = await tenant.post(`/v1/review/${item.id}/correct`, { entityId: other })
    expect([moved.entityId, await statusOf(other), await statusOf(entityId)]).toEqual([
      ...[other, 'completed, certain', undefined],
    ])
    expect((await tenant.client.post(`/v1/review/${item.id}/correct`, {})).status).toBe(409)
    const unclear = await tenant.client.post(`/v1/review/${(await meetAnew(2)).id}/correct`, {})
    expect([unclear.status, unclear.body.errors[0].path]).toEqual([422, 'value'])
  })

  const meetAnew = async (meeting: number) => {
    await tenant.meet(meeting, [orchard('planned', { confidence: 41 })])
    return only('low_confidence')
  }
})

describe('the review list', () => {
  it('shows what contradicts itself in one meeting, with the other values', async () => {
    await tenant.meet(0, [orchard('blocked'), orchard('completed')])
    const item = await only('conflict')

    expect(item).toMatchObject({ conflicting: ['blocked'], to: 'completed', kinds: ['conflict'] })
    await tenant.post(`/v1/review/${item.id}/reject`)
    expect(await statusOf(item.entity.id)).toBe('blocked')
  })

  it('shows what was only hedged, which counts once it is accepted', async () => {
    await tenant.meet(0, [orchard('planned')])
    await tenant.meet(1, [orchard('completed', { modality: 'proposed' })])
    const item = await only('hedged')
    expect(item).toMatchObject({ modality: 'proposed', to: null, value: 'completed' })

    const { entityId, factIds } = await tenant.post(`/v1/review/${item.id}/accept`)
    expect(await statusOf(entityId)).toBe('completed, certain')
    expect(await review()).toEqual([])
    await tenant.client.delete(`/v1/facts/${factIds[0]}`)
    expect(await statusOf(entityId)).toBe('planned')
    await tenant.post(`/v1/review/${item.id}/reject`)
    expect([await review(), await statusOf(entityId)]).toEqual([[], 'planned'])
  })

  it('asks for the type of what nobody told, and takes another one', async () => {
    await tenant.meet(0, [orchard('planned', { guessed: true })])
    const item = await only('guessed_type')
    const { entityId, factIds } = await tenant.post(`/v1/review/${item.id}/correct`, { type: 'task' })

    const changed = await tenant.read<{ type: string; name: string }>(`/v1/entities/${entityId}`)
    expect([changed.type, changed.name, await statusOf(entityId)]).toEqual(['task', 'Orchard Fence', 'planned'])
    await tenant.client.delete(`/v1/facts/${factIds[0]}`)
    expect((await only('guessed_type')).id).toBe(item.id)
    await tenant.post(`/v1/review/${item.id}/accept`)
    expect(await review()).toEqual([])
  })

  it('asks of two names whatever is suggested of them', async () => {
    await tenant.meet(0, [
      orchard('planned'),
      orchard('blocked', { text: 'The Orchard Fences Plan.', about: 'Orchard Fnece' }),
    ])
    await tenant.meet(1, [{ text: 'The Orchard Fnece is on.', about: 'Orchard Fnece' }])
    const suggestions = await tenant.read<{ items: object[] }>('/v1/entities/suggestions')
    const items = await review('?kind=merge')
    expect(items).toHaveLength(suggestions.items.length)
  })

  it('is read page by page, each item once', async () => {
    for (const meeting of [0, 1, 2, 3])
      await tenant.meet(meeting, [orchard(meeting % 2 ? 'planned' : 'blocked', { confidence: 40, guessed: true })])
    await tenant.meet(4, [orchard('completed', { modality: 'planned', guessed: true })])
    const all = await review()
    const paged: Item[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: Item[]; nextCursor: string | null } = await tenant.read(
        `/v1/review?limit=1${cursor && `&cursor=${cursor}`}`,
      )
      paged.push(...page.items)
      cursor = page.nextCursor
    }

    expect(paged).toEqual(all)
    expect(all.map((item) => item.kinds[0])).toEqual([
      ...Array.from({ length: 4 }, () => 'low_confidence'),
      ...['hedged', 'guessed_type'],
    ])
    expect(new Set(all.map((item) => item.id)).size).toBe(6)
    expect(await review('?type=person')).toEqual([])
    expect(await review('?since=2026-01-07&kind=low_confidence')).toHaveLength(2)
    expect((await tenant.client.get('/v1/review?cursor=bm9uZQ')).status).toBe(422)
  })

  it('knows nothing of strange ids', async () => {
    for (const id of ['nothing', 'claim.1', `type.${tenant.tenantId}`]) {
      const reply = await tenant.client.post(`/v1/review/${id}/accept`, {})
      expect([reply.status, reply.body.code]).toEqual([404, 'not_found'])
    }
  })
})
