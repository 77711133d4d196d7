import { describe, expect, it } from 'vitest'
import type { Heard } from './support/heard.ts'
import { useSpokenTenant } from './support/use-spoken-tenant.ts'

const tenant = useSpokenTenant()

const stated = (about: string, value: string, more: Partial<Heard> = {}): Heard => ({
  ...{ text: `${about} is ${value}.`, about, dimension: 'status', value },
  ...more,
})
const namesOf = async (id: string) => {
  const { name, type, aliases } = await tenant.read<{ name: string; type: string; aliases: { name: string }[] }>(
    `/v1/entities/${id}`,
  )
  return [type, name, ...aliases.map((alias) => alias.name)]
}

describe('a merge across types', () => {
  it('keeps the type and the name of the one it was said of, and is taken back whole', async () => {
    await tenant.meet(0, [stated('Cellar Door', 'planned', { type: 'task' }), stated('Oak Gate', 'blocked')])
    const [door, gate] = [await tenant.entity('Cellar Door'), await tenant.entity('Oak Gate')]
    const merged = await tenant.post(`/v1/entities/${gate}/merge`, { otherId: door })

    expect(await namesOf(merged.entityId)).toEqual(['project', 'Oak Gate', 'Cellar Door'])
    expect(await tenant.read(`/v1/entities/${door}`)).toMatchObject({ id: door, mergedInto: merged.entityId })
    await tenant.meet(0, [stated('Cellar Door', 'planned', { type: 'task' })], { generation: 2 })
    expect(await namesOf(merged.entityId)).toEqual(['project', 'Oak Gate', 'Cellar Door'])
    await tenant.withdraw(merged.factIds[0])
    expect(await namesOf(door)).toEqual(['task', 'Cellar Door'])
    expect(await tenant.entity('Oak Gate')).toContain('no entity')
  })
})

describe('a locked entity', () => {
  it('takes no name that only reads like it, keeps its title, and still hears what is said of it', async () => {
    await tenant.meet(1, [stated('Harbour Crane', 'planned')])
    const crane = await tenant.entity('Harbour Crane')
    const { factIds } = await tenant.post(`/v1/entities/${crane}/lock`, { note: 'as agreed' })
    await tenant.meet(0, [stated('Big Lift', 'blocked', { aliasOf: 'Harbour Crane' })])
    await tenant.meet(2, [stated('Harbour Crane', 'completed')])

    expect(await namesOf(crane)).toEqual(['project', 'Harbour Crane'])
    expect(await tenant.story(crane)).toHaveLength(2)
    const lift = await tenant.entity('Big Lift')
    expect((await tenant.client.post(`/v1/entities/${crane}/lock`, {})).body.code).toBe('conflict')
    const said = await tenant.post(`/v1/entities/${crane}/merge`, { otherId: lift })
    expect(await tenant.story(said.entityId)).toHaveLength(3)
    expect((await namesOf(said.entityId))[1]).toBe('Harbour Crane')
    await tenant.withdraw(said.factIds[0])
    expect(await tenant.story(lift)).toHaveLength(1)
    await tenant.withdraw(factIds[0])
    expect(await tenant.story(crane)).toHaveLength(3)
  })
})

describe('a name that is relinked in one meeting', () => {
  it('means the other thing there, and nowhere else', async () => {
    await tenant.meet(0, [stated('Pump', 'planned'), stated('Well', 'planned')])
    await tenant.meet(1, [stated('Pump', 'completed')])
    const [pump, well] = [await tenant.entity('Pump'), await tenant.entity('Well')]
    const relink = `/v1/meetings/${tenant.meetingId(1)}/relink`
    const { factIds } = await tenant.post(relink, { nameId: pump, entityId: well })

    expect([await tenant.story(pump), await tenant.story(well)].map((story) => story.length)).toEqual([1, 2])
    await tenant.meet(1, [stated('Pump', 'blocked')], { generation: 2 })
    expect((await tenant.story(well))[1]).toContain('blocked')
    await tenant.withdraw(factIds[0])
    expect([await tenant.story(pump), await tenant.story(well)].map((story) => story.length)).toEqual([2, 1])
    expect((await tenant.client.post(relink, { nameId: tenant.tenantId, entityId: well })).body.code).toBe(
      'unknown_reference',
    )
  })
})

describe('names that a user gives', () => {
  it('come with the facts by which they are withdrawn', async () => {
    await tenant.meet(0, [stated('Lantern', 'planned')])
    const id = await tenant.entity('Lantern')
    const renamed = await tenant.client.patch(`/v1/entities/${id}`, { name: 'The Lantern', addAliases: ['Lamp'] })
    expect(await namesOf(id)).toEqual(['project', 'The Lantern', 'Lantern', 'Lamp'])
    await tenant.withdraw(renamed.body.factIds[0])
    expect(await namesOf(id)).toEqual(['project', 'Lantern'])
  })
})

describe('an explanation', () => {
  it('tells fact by fact what became of a hard case, over HTTP and on the command line', async () => {
    const tide = (value: string, more: Partial<Heard> = {}) => stated('Tide Mill', value, more)
    await tenant.meet(1, [tide('blocked', { text: 'It is stuck.' }), tide('completed', { text: 'No, it is done.' })])
    await tenant.meet(2, [
      tide('planned', { text: 'Back to the plan.', confidence: 40 }),
      tide('cancelled', { text: 'If it rains it is off.', modality: 'conditional' }),
    ])
    await tenant.meet(3, [stated('The Mill', 'blocked', { text: 'The Mill is stuck again.' })])
    await tenant.meet(0, [tide('in_progress', { text: 'We build it.' })])
    await tenant.meet(4, [
      tide('2026-02-01', { text: 'By February.', dimension: 'due_date' }),
      tide('P2W', { text: 'Two weeks later.', dimension: 'due_date', op: 'shift' }),
    ])
    const [id, other] = [await tenant.entity('Tide Mill'), await tenant.entity('The Mill')]
    await tenant.post(`/v1/entities/${id}/merge`, { otherId: other })
    const wrong = await tenant.post(`/v1/entities/${id}/correct`, {
      kind: 'assert',
      dimension: 'priority',
      value: 'high',
    })
    await tenant.withdraw(wrong.factIds[0])
    const { items } = await tenant.read<{ items: { id: string; value: string; kinds: string[] }[] }>('/v1/review')
    await tenant.post(`/v1/review/${items.find((item) => item.value === 'planned')?.id}/reject`)

    type Fact = {
      verdict: string
      because: string
      quote: string | null
      kind: string
      about: string | null
      value: string
    }
    const explained = await tenant.read<{ items: Fact[] }>(`/v1/entities/${id}/explain`)
    const of = (quote: string) => explained.items.find((fact) => fact.quote === quote)
    expect(of('It is stuck.')).toMatchObject({ verdict: 'outvoted' })
    expect(of('No, it is done.')).toMatchObject({
      ...{ verdict: 'changed', about: 'Tide Mill' },
      because: 'it made this change: “in progress” to “completed”; the meeting had also said “blocked”',
    })
    expect(of('Back to the plan.')).toMatchObject({ verdict: 'vetoed' })
    expect(of('If it rains it is off.')).toMatchObject({ verdict: 'not_asserted' })
    expect(of('The Mill is stuck again.')).toMatchObject({ verdict: 'changed', about: 'The Mill' })
    expect(of('We build it.')).toMatchObject({ because: 'it made this change: nothing to “in progress”' })
    expect(of('Two weeks later.')).toMatchObject({
      because: 'it made this change: nothing to “2026-02-15”; the meeting had also said “2026-02-01”',
    })
    const recorded = explained.items.filter((fact) => fact.kind !== 'observation')
    expect(recorded.map((fact) => [fact.kind, fact.verdict, fact.because])).toEqual([
      ['veto', 'counts', 'a user said that the status was not “planned” in the meeting'],
      ['assert', 'withdrawn', 'it was withdrawn'],
      ['same', 'linked', 'a user said that “Tide Mill” and “The Mill” are one thing'],
    ])

    const told = await tenant.run('explain', 'Tide Mill')
    for (const words of ['Back to the plan.', 'a user said that it does not count', 'The Mill: status blocked'])
      expect(told.replace(/\s+/g, ' ')).toContain(words)
  })
})

describe('the review on the command line', () => {
  it('shows what to look at with the id to answer it by', async () => {
    await tenant.meet(0, [stated('Rope Bridge', 'planned', { confidence: 41 })])
    const shown = await tenant.run('review')
    expect(shown).toContain('Rope Bridge is planned.')
    const item = /claim\.\S+/.exec(shown)?.[0] ?? ''
    expect(await tenant.run('review', 'correct', item, '--value', 'blocked')).toContain('undo with: withdraw')
    expect(await tenant.story(await tenant.entity('Rope Bridge'))).toEqual(['status: null > blocked, certain'])
    expect(await tenant.run('review')).toContain('nothing to review')
  })
})
