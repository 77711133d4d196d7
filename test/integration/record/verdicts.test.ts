import pg from 'pg'
import { describe, expect, it, vi } from 'vitest'
import type { Judge } from '../../../processors/shared/judge.ts'
import type { NamePair, PairVerdict, ValuePair } from '../../../src/analysis/analyst.ts'
import { extractedNameSchema, extractedObservationSchema } from '../../../src/domain/observation/observation.ts'
import { aModelWithProjects } from '../../factories/names.ts'
import { applyStep } from './support/apply-step.ts'
import { differences, noDifferences } from './support/differences.ts'
import { liveFacts } from './support/facts.ts'
import type { Applier } from './support/record-store.ts'
import { useRecordStore } from './support/use-record-store.ts'
import type { Said, Step } from './support/world.ts'

const store = useRecordStore(0)

const model = aModelWithProjects()

type Answer = (a: string, b: string) => PairVerdict['verdict'] | undefined

/** An analyst that answers by the two texts, in any order, and writes down what it was asked. */
const scripted = (answer: Answer, version = 'judge-1') => {
  const asked: string[] = []
  const pairs: (NamePair | ValuePair)[] = []
  const nameOf = (one: NamePair['a'] | string): string => (typeof one === 'string' ? one : one.name)
  const judgePairs = async (all: readonly (NamePair | ValuePair)[]): Promise<PairVerdict[]> => {
    pairs.push(...all)
    return all.flatMap(({ id, a, b }) => {
      const [one = '', other = ''] = [nameOf(a), nameOf(b)].sort()
      asked.push(`${one} | ${other}`)
      const verdict = answer(one, other)
      return verdict ? [{ id, verdict, confidence: 90, promptVersion: 'v1' }] : []
    })
  }
  const analyst: Judge = { engine: 'llm', version, judgeNames: judgePairs, judgeValues: judgePairs }
  return { analyst, asked, pairs }
}

let meetings = 0
type Found = { thing: string; type?: string; dimension?: string; op?: 'set' | 'add' | 'resolve'; value?: string }

/** A meeting in which each thing is named in a line of its own, with what is stated of it. */
const aMeeting = (found: Found[], more: { series?: string; generic?: string[] } = {}): Step => {
  const lines = found.map(({ thing, value }) => `About ${thing}: ${value ?? 'nothing new'}.`)
  meetings += 1
  return {
    ...{ kind: 'meeting', meeting: meetings, generation: 1, early: false },
    reading: {
      ...{ title: 'Weekly', hour: meetings, timeZone: 'UTC', series: more.series ?? null, participants: [] },
      lines: lines.map((text) => ({ speaker: 'Speaker 1', text })),
      names: found.map(({ thing, type }, segment) =>
        extractedNameSchema.parse({
          ...{ type: type ?? 'feature', surface: thing, segment, start: 6 },
          generic: more.generic?.includes(thing) ?? false,
        }),
      ),
      observations: found.flatMap(({ thing, type, dimension, op, value }, segment) =>
        dimension === undefined
          ? []
          : [
              extractedObservationSchema.parse({
                ...{
                  segment,
                  start: 6,
                  ordinal: 0,
                  name: { type: type ?? 'feature', surface: thing, generic: more.generic?.includes(thing) ?? false },
                  dimension,
                },
                ...{ op: op ?? 'set', value: value ?? null, modality: 'asserted', confidence: 70, cue: 'test' },
                quote: lines[segment],
              }),
            ],
      ),
    },
  }
}

const rowsOf = async (sql: string, tenantId: string) => (await store.admin.query(sql, [tenantId])).rows
const changes = async (tenantId: string): Promise<string[]> =>
  (
    await rowsOf(
      `SELECT t.dim, t.from_value, t.to_value FROM transition t WHERE tenant_id = $1 AND superseded_at IS NULL
       ORDER BY order_key`,
      tenantId,
    )
  ).map((row) => `${row.dim}: ${row.from_value} > ${row.to_value}`)
const things = async (tenantId: string): Promise<string[]> =>
  (await rowsOf('SELECT name FROM entity WHERE tenant_id = $1 AND live ORDER BY name', tenantId)).map((row) => row.name)

const applyAll = async (applier: Applier, tenantId: string, steps: readonly Step[]): Promise<void> => {
  for (const step of steps) await applyStep(applier, tenantId, step)
}

describe('texts that are judged to say the same', () => {
  const legal = aMeeting([{ thing: 'Roster', dimension: 'blocker', op: 'add', value: 'waiting on legal' }])
  const signature = aMeeting([
    { thing: 'Roster', dimension: 'blocker', op: 'add', value: 'the lawyers have not signed' },
  ])
  const sorted = aMeeting([{ thing: 'Roster', dimension: 'blocker', op: 'resolve', value: 'that contract question' }])

  it('make no change the second time, and a paraphrase of what is open resolves it', async () => {
    const { analyst, asked } = scripted(() => 'same')
    const tenantId = await store.addTenant(model)

    await applyAll(store.applier(analyst), tenantId, [legal, signature])
    expect(await changes(tenantId)).toEqual(['blocker: null > waiting on legal'])
    await applyAll(store.applier(analyst), tenantId, [sorted])

    expect(await changes(tenantId)).toEqual(['blocker: null > waiting on legal', 'blocker: waiting on legal > null'])
    expect(asked).toEqual([
      'the lawyers have not signed | waiting on legal',
      'that contract question | waiting on legal',
    ])
  })

  it('are two things when they are judged to differ, and then nothing else is resolved in their place', async () => {
    const { analyst } = scripted(() => 'different')
    const tenantId = await store.addTenant(model)

    await applyAll(store.applier(analyst), tenantId, [legal, sorted])

    expect(await changes(tenantId)).toEqual(['blocker: null > waiting on legal'])
  })

  it('give the same record whichever of the meetings comes last', async () => {
    const { analyst } = scripted(() => 'same')
    const [there, back] = [await store.addTenant(model), await store.addTenant(model)]

    await applyAll(store.applier(analyst), there, [legal, signature])
    await applyAll(store.applier(analyst), back, [signature, legal])

    expect(await changes(back)).toEqual(await changes(there))
  })

  it('change what was told of an earlier meeting too, once that is read against them', async () => {
    const unsure = scripted(() => 'unsure')
    const sure = scripted(() => 'same', 'judge-2')
    const tenantId = await store.addTenant(model)

    await applyAll(store.applier(unsure.analyst), tenantId, [legal, signature, { ...signature, meeting: 900 } as Step])
    expect(await changes(tenantId)).toHaveLength(2)
    expect(unsure.asked).toHaveLength(1)
    await applyAll(store.applier(sure.analyst), tenantId, [{ ...signature, meeting: 901 } as Step])

    expect(await changes(tenantId)).toEqual(['blocker: null > waiting on legal'])
  })

  it('are never asked about when their numbers differ or the value is no text', async () => {
    const { analyst, asked } = scripted(() => 'same')
    const tenantId = await store.addTenant(model)
    const step = (dimension: string, value: string) => aMeeting([{ thing: 'Roster', dimension, op: 'set', value }])

    await applyAll(store.applier(analyst), tenantId, [
      ...[step('summary', 'needs 3 more days'), step('summary', 'takes another 4 days')],
      ...[step('summary', 'ready on Monday'), step('summary', 'done by Friday')],
      ...[step('budget', '10k USD'), step('budget', '$12,000')],
      ...[step('due_date', '2026-03-01'), step('due_date', '2026-04-01')],
      ...[step('status', 'planned'), step('status', 'shipped')],
    ])

    expect(asked.filter((pair) => /\d.*\|.*\d|Monday.*Friday|Friday.*Monday/.test(pair))).toEqual([])
    expect(asked.join()).not.toMatch(/USD|2026|planned/)
  })
})

describe('names that are judged to be one thing', () => {
  const both = () => [
    aMeeting([{ thing: 'Roster Import Helper', dimension: 'status', value: 'started' }]),
    aMeeting([{ thing: 'Roster Import', dimension: 'status', value: 'shipped' }]),
  ]
  const names = ['Roster Import', 'Roster Import Helper'] as const

  it('are one entity, asked once with the words around them, until a user says otherwise', async () => {
    const { analyst, asked, pairs } = scripted(() => 'same')
    const tenantId = await store.addTenant(model)
    const applier = store.applier(analyst)
    const [first, second] = both()

    await applyAll(applier, tenantId, [first, second, { ...second, meeting: 902 }] as Step[])
    expect(await things(tenantId)).toEqual(['Roster Import Helper'])
    expect(asked).toEqual([names.join(' | ')])
    expect(pairs[0]).toMatchObject({
      type: 'feature',
      a: { said: ['Speaker 1: About Roster Import: shipped.'] },
      b: { said: ['Speaker 1: About Roster Import Helper: started.'] },
    })

    const [a, b] = names.map((surface) => ({ type: 'feature', surface }))
    const said = { kind: 'different', a, b } as Said
    await applyAll(applier, tenantId, [{ kind: 'say', id: 1, said }])

    expect(await things(tenantId)).toEqual(['Roster Import', 'Roster Import Helper'])
  })

  it('stay two when they are judged to differ, and nobody is asked or pointed to them again', async () => {
    const { analyst, asked } = scripted(() => 'different')
    const tenantId = await store.addTenant(model)
    const [first, second] = both()

    await applyAll(store.applier(analyst), tenantId, [first, second, { ...first, meeting: 903 }] as Step[])

    expect(await things(tenantId)).toHaveLength(2)
    expect(asked).toHaveLength(1)
    expect(await rowsOf('SELECT 1 FROM suggestion WHERE tenant_id = $1', tenantId)).toEqual([])
  })

  it('are not asked about when a catalogue lists both, or their versions differ', async () => {
    const { analyst, asked } = scripted(() => 'same')
    const tenantId = await store.addTenant(model)
    const listed = names.map((name) => ({ type: 'feature', name, aliases: [], state: [] }))

    await applyAll(store.applier(analyst), tenantId, [
      { kind: 'import', entities: listed },
      ...both(),
      aMeeting([{ thing: 'Shift Planner 2' }, { thing: 'Shift Planner 3' }, { thing: 'Shift Planner Beta' }]),
    ])

    expect(asked).toEqual([])
  })

  it('may be a short name and one of the things of the series that it stands for', async () => {
    const { analyst, asked } = scripted((_, other) => (other === 'Opening Checklist' ? 'same' : 'different'))
    const tenantId = await store.addTenant(model)
    const known = ['Opening Checklist', 'Closing Checklist'].map((thing) => ({
      thing,
      dimension: 'status',
      value: 'started',
    }))
    const short = { thing: 'checklist', type: 'project', dimension: 'status', value: 'shipped' }

    await applyAll(store.applier(analyst), tenantId, [
      aMeeting(known, { series: 'alpha' }),
      aMeeting([{ thing: 'Fire Checklist' }], { series: 'beta' }),
      aMeeting([short], { series: 'alpha', generic: ['checklist'] }),
    ])

    const about = asked.filter((pair) => /(?:^|\| )checklist/.test(pair))
    expect(about.sort()).toEqual(['Closing Checklist | checklist', 'Opening Checklist | checklist'])
  })
})

describe('the record with verdicts', () => {
  it('is what its facts say', async () => {
    const { analyst, asked } = scripted(() => 'same')
    const tenantId = await store.addTenant(model)
    const steps = [
      aMeeting([{ thing: 'Roster Import Helper', dimension: 'blocker', op: 'add', value: 'waiting on legal' }]),
      aMeeting([{ thing: 'Roster Import' }]),
      aMeeting([{ thing: 'Roster Import', dimension: 'blocker', op: 'add', value: 'the lawyers have not signed' }]),
    ]
    const [a, b] = ['Roster Import', 'Roster Import Helper'].map((surface) => ({ type: 'feature', surface }))
    const judged = [
      { kind: 'judge-names', verdict: 'same', a, b },
      {
        kind: 'judge-texts',
        verdict: 'same',
        dimension: 'blocker',
        a: 'waiting on legal',
        b: 'the lawyers have not signed',
      },
    ].map((said, at) => ({ kind: 'say', id: at, said }) as Step)

    await applyAll(store.applier(analyst), tenantId, steps)

    expect(asked).toHaveLength(2)
    expect(await differences(store.admin, liveFacts(tenantId, model, [...steps, ...judged]))).toEqual(noDifferences)
  })

  it('takes as many statements for many things as for three', async () => {
    const count = async (size: number): Promise<number> => {
      const { analyst, asked } = scripted(() => 'same')
      const applier = store.applier(analyst)
      const tenantId = await store.addTenant(model)
      const words = Array.from({ length: size }, (_, at) => `${String.fromCodePoint(97 + at)}`.repeat(5))
      const blocked = (value: string) =>
        words.map((word) => ({
          thing: `${word} roster`,
          dimension: 'blocker',
          op: 'add' as const,
          value: `${value} ${word}`,
        }))
      await applyStep(applier, tenantId, aMeeting(blocked('waiting for')))
      const step = aMeeting([...words.map((word) => ({ thing: `roster ${word}` })), ...blocked('stuck with')])
      const spy = vi.spyOn(pg.Client.prototype, 'query')
      await applyStep(applier, tenantId, step)
      const { length } = spy.mock.calls
      spy.mockRestore()
      expect(asked).toHaveLength(Math.min(size, 20) + size)
      return length
    }

    expect(await count(26)).toBe(await count(3))
  })
})
