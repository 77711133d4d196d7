import { describe, expect, it } from 'vitest'
import { insertTranscript } from '../../../src/storage/meetings.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import type { Heard } from './support/heard.ts'
import { useSpokenTenant } from './support/use-spoken-tenant.ts'

const tenant = useSpokenTenant()

type Change = { change: string; transition: { from: string | null; to: string | null } }
type Undone = { changes: Change[]; factIds: string[]; runId: string | null; dryRun: boolean }
const moves = ({ changes }: Undone) =>
  changes.map(({ change, transition: { from, to } }) => `${change} ${from} > ${to}`)

const kiln = (value: string): Heard => ({
  ...{ text: `The Brick Kiln is ${value}.`, about: 'Brick Kiln', dimension: 'status', value },
})
const under = (meeting: number, part: string) => `/v1/meetings/${tenant.meetingId(meeting)}/${part}`

describe('a meeting that is retracted', () => {
  it('shows first what it undoes, counts for nothing, and comes back as it was', async () => {
    await tenant.meet(0, [kiln('planned')])
    await tenant.meet(1, [kiln('blocked'), { text: 'The Lime Pit is deep.', about: 'Lime Pit' }])
    await tenant.meet(2, [kiln('completed')])
    const id = await tenant.entity('Brick Kiln')
    const before = await tenant.story(id)

    const rehearsed = await tenant.post<Undone>(`${under(1, 'retract')}?dryRun=true`)
    expect(moves(rehearsed)).toEqual(
      expect.arrayContaining(['superseded planned > blocked', 'created planned > completed']),
    )
    expect(await tenant.story(id)).toEqual(before)

    const done = await tenant.post<Undone>(under(1, 'retract'), { note: 'wrong room' })
    expect(moves(done)).toEqual(moves(rehearsed))
    expect(await tenant.story(id)).toEqual(['status: null > planned', 'status: planned > completed'])
    expect(await tenant.entity('Lime Pit')).toContain('no entity')
    expect((await tenant.client.post(under(1, 'retract'), {})).body.code).toBe('conflict')

    const restored = await tenant.post<Undone>(under(1, 'restore'))
    expect([restored.factIds, restored.runId]).toEqual([done.factIds, null])
    expect(await tenant.story(id)).toEqual(before)
    expect(await tenant.entity('Lime Pit')).not.toContain('no entity')
    expect((await tenant.client.post(under(1, 'restore'), {})).body.code).toBe('conflict')
  })

  it('is restored by withdrawing the fact, as it was read last', async () => {
    await tenant.meet(0, [kiln('planned')])
    const { factIds } = await tenant.post<Undone>(under(0, 'retract'))
    await tenant.meet(0, [kiln('blocked')], { generation: 2 })
    expect(await tenant.entity('Brick Kiln')).toContain('no entity')

    await tenant.withdraw(factIds[0])
    expect(await tenant.story(await tenant.entity('Brick Kiln'))).toEqual(['status: null > blocked'])
  })

  it('is read again when what was found in it is not kept any more', async () => {
    await tenant.meet(0, [kiln('planned')])
    await tenant.post(under(0, 'retract'))
    await inTenant(tenant.api.database, tenant.tenantId, async (tx) => {
      await tx.memo.deleteMany({})
      const words = { format: 'text', body: 'Ilse: The Brick Kiln is planned.' } as const
      await insertTranscript(tx, tenant.tenantId, { meetingId: tenant.meetingId(0), revision: 1, ...words })
    })

    const rehearsed = await tenant.post<Undone>(`${under(0, 'restore')}?dryRun=true`)
    const { runId } = await tenant.post<Undone>(under(0, 'restore'))
    expect(rehearsed.runId).not.toBeNull()
    expect(await tenant.read(`/v1/runs/${runId}`)).toMatchObject({ kind: 'reprocess', meetingId: tenant.meetingId(0) })
    expect((await tenant.client.get(`/v1/runs/${rehearsed.runId}`)).status).toBe(404)
  })

  it('takes what a user accepted in it away and brings it back, and can be deleted', async () => {
    await tenant.meet(0, [{ ...kiln('completed'), confidence: 40 }])
    const { items } = await tenant.read<{ items: { id: string }[] }>('/v1/review')
    const { entityId } = await tenant.post(`/v1/review/${items[0]?.id}/accept`)
    expect(await tenant.story(entityId)).toEqual(['status: null > completed, certain'])

    await tenant.post(under(0, 'retract'))
    expect((await tenant.client.get(`/v1/entities/${entityId}/timeline`)).status).toBe(404)
    await tenant.post(under(0, 'restore'))
    expect(await tenant.story(entityId)).toEqual(['status: null > completed, certain'])
    await tenant.post(under(0, 'retract'))
    expect((await tenant.client.delete(`/v1/meetings/${tenant.meetingId(0)}`)).status).toBe(204)
    expect((await tenant.client.post(under(0, 'restore'), {})).body.code).toBe('gone')
  })

  it('is undone from the command line, after a look at what that does', async () => {
    await tenant.meet(0, [kiln('planned')])
    await tenant.meet(1, [kiln('completed')])
    const look = await tenant.run('meetings', 'retract', tenant.meetingId(1), '--dry-run')
    expect(look).toContain('nothing was written')
    expect(look).toMatch(/− .*planned.*completed/)

    expect(await tenant.run('meetings', 'retract', tenant.meetingId(1))).toContain('undo with: meetings restore')
    expect(await tenant.story(await tenant.entity('Brick Kiln'))).toHaveLength(1)
    await tenant.run('meetings', 'restore', tenant.meetingId(1))
    expect(await tenant.story(await tenant.entity('Brick Kiln'))).toHaveLength(2)
  })
})
