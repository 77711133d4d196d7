import { describe, expect, it } from 'vitest'
import { createEquivalences, type Equivalence, inKeyOrder } from '../../../../src/domain/observation/equivalence.ts'
import { textKey } from '../../../../src/domain/observation/text-values.ts'
import { trackingModelSchema } from '../../../../src/domain/tracking-model/model.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { categoryOf } from '../../../../src/domain/transition/category.ts'
import { foldEntity } from '../../../../src/domain/transition/fold.ts'
import type { FoldInput } from '../../../../src/domain/transition/fold-input.ts'

const model = trackingModelSchema.parse({
  ...{ name: 'guild', label: 'Guild' },
  types: [{ name: 'loom', label: 'Loom', dimensions: ['state', 'sale', 'note', 'fault', 'user', 'dye'] }],
  dimensions: [
    {
      ...{ name: 'state', label: 'State', kind: 'vocabulary' },
      values: ['ordered', 'strung', 'weaving', 'cut'].map((value) => ({ value })),
      moves: [
        ['ordered', 'strung'],
        ['strung', 'weaving'],
      ],
    },
    { name: 'sale', label: 'Sale', kind: 'date' },
    { name: 'note', label: 'Note', kind: 'text' },
    { name: 'fault', label: 'Fault', kind: 'text', many: true },
    { name: 'user', label: 'User', kind: 'entity', many: true },
    { name: 'dye', label: 'Dye', kind: 'vocabulary', many: true, values: [{ value: 'red' }, { value: 'blue' }] },
  ],
})

/** "set cut", "resolve" or "add @Ilse" (an entity), said one after the other; of each day one occasion. */
const inputsOf = (dimension: string, days: string[][], override: Partial<FoldInput> = {}): FoldInput[] =>
  days.flatMap((said, day) =>
    said.map((one, at): FoldInput => {
      const [, op, value = null] = /^(\w+)(?: (.+))?$/.exec(one) ?? []
      const name = value?.startsWith('@') ? value.slice(1) : null
      return {
        ...{ point: `day${day}`, orderKey: `day${day}.${at}`, meetingId: `day${day}`, origin: 'machine', recorded: 0 },
        ...{ dimension, op: op as FoldInput['op'], value: name === null ? value : null },
        ...{ valueEntity: name === null ? null : { id: name, name }, modality: 'asserted', confidence: 70 },
        ...{ occurredAt: `2026-03-0${day + 1}T00:00:00.000Z`, effectiveAt: null, note: null },
        evidence: { segmentIndex: at, speaker: 'Ilse', startMs: null, quote: one },
        ...override,
      }
    }),
  )
type Days = string[][]
const fold = (inputs: FoldInput[], judged = createEquivalences()) =>
  foldEntity({ type: 'loom', inputs, vetoes: [], judged }, model)
const path = (dimension: string, days: Days, override?: Partial<FoldInput>) =>
  fold(inputsOf(dimension, days, override)).transitions.map(({ from, to }) => `${from} > ${to}`)
const open = (dimension: string, days: Days, judged?: ReturnType<typeof createEquivalences>) =>
  fold(inputsOf(dimension, days), judged).states.map(({ value }) => value.text)

describe('one value on one occasion', () => {
  it.each<[string, Days, string[]]>([
    ['is moved from the value said before', [['set ordered', 'advance']], ['null > strung']],
    ['is moved from the value added before', [['add ordered', 'advance']], ['null > strung']],
    [
      'is moved once, however often that is said',
      [['set ordered'], ['advance', 'advance']],
      ['null > ordered', 'ordered > strung'],
    ],
    [
      'is moved from what was said last',
      [['set ordered'], ['set weaving', 'advance']],
      ['null > ordered', 'ordered > cut'],
    ],
    ['is not moved past the last', [['set cut'], ['advance']], ['null > cut']],
    ['is not moved from nowhere', [['advance']], []],
    ['is cleared', [['set cut'], ['resolve']], ['null > cut', 'cut > null']],
    [
      'is cleared by its own name only',
      [['set cut'], ['resolve cut'], ['set cut'], ['resolve strung']],
      ['null > cut', 'cut > null', 'null > cut'],
    ],
    ['is not cleared by another thing', [['set cut'], ['resolve @Ilse']], ['null > cut']],
    ['is not cleared by what the dimension cannot hold', [['set cut'], ['resolve velvet']], ['null > cut']],
    ['is not cleared before it is known', [['resolve']], []],
    ['is cleared after it was said', [['set ordered', 'resolve']], []],
    [
      'is set again after it was cleared',
      [['set ordered'], ['resolve', 'set cut']],
      ['null > ordered', 'ordered > cut'],
    ],
    [
      'stays cleared when that is said twice',
      [['set ordered'], ['resolve', 'resolve']],
      ['null > ordered', 'ordered > null'],
    ],
    [
      'is still moved from what held before it was cleared',
      [['set ordered'], ['resolve', 'advance']],
      ['null > ordered', 'ordered > strung'],
    ],
  ])('%s', (_what, days, expected) => {
    expect(path('state', days)).toEqual(expected)
  })

  it.each<[string, Days, string[]]>([
    ['is moved by a time', [['set 2026-05-01'], ['shift P1W']], ['null > 2026-05-01', '2026-05-01 > 2026-05-08']],
    ['is not moved by nothing', [['set 2026-05-01'], ['shift']], ['null > 2026-05-01']],
    ['is not moved from nowhere', [['shift P1W']], []],
  ])('of dates %s', (_what, days, expected) => {
    expect(path('sale', days)).toEqual(expected)
  })

  it('is usual when each step to it is, one that stays where it is too', () => {
    const usual = (days: Days) => fold(inputsOf('state', days)).transitions.map(({ allowed }) => allowed)

    expect(usual([['set ordered'], ['set strung', 'set weaving']])).toEqual([true, true])
    expect(usual([['set ordered'], ['set ordered', 'set strung']])).toEqual([true, true])
    expect(usual([['set ordered'], ['set cut', 'set strung']])).toEqual([true, false])
    expect(usual([['set ordered'], ['set strung', 'set cut']])).toEqual([true, false])
    expect(usual([['set ordered'], ['resolve', 'set strung']])).toEqual([true, true])
  })

  it('is cleared by who said so first', () => {
    expect(fold(inputsOf('state', [['set cut'], ['resolve', 'resolve']])).transitions[1]?.orderKey).toBe('day1.0')
  })

  it('is what the last user says, whatever came first', () => {
    const said = (value: string, origin: FoldInput['origin'], recorded = 0) =>
      inputsOf('state', [[`set ${value}`]], { origin, recorded })
    const last = (...inputs: FoldInput[]) =>
      [inputs, [...inputs].reverse()].map((some) => fold(some).states[0]?.value.text)

    expect(last(...said('cut', 'import'), ...said('strung', 'machine'))).toEqual(['cut', 'cut'])
    expect(last(...said('cut', 'user'), ...said('strung', 'import'))).toEqual(['cut', 'cut'])
    expect(last(...said('cut', 'user', 2), ...said('strung', 'user', 1))).toEqual(['cut', 'cut'])
  })

  it('keeps the other values that were said, each once', () => {
    const last = fold(inputsOf('state', [['set cut', 'set ordered', 'set cut', 'resolve', 'set strung', 'set strung']]))
      .transitions[0]

    expect(last).toMatchObject({ to: 'strung', item: '', conflicting: ['cut', 'ordered'] })
    expect(last?.evidence.map(({ segmentIndex }) => segmentIndex)).toEqual([5, 4])
  })

  it('has a state that tells since when and how surely', () => {
    expect(fold(inputsOf('note', [['set warp is loose']])).states).toEqual([
      {
        ...{ dimension: 'note', item: '', value: { key: 'warp loose', text: 'warp is loose', entityId: null } },
        ...{ since: '2026-03-01T00:00:00.000Z', orderKey: 'day0.0', confidence: 40 },
        evidence: [{ segmentIndex: 0, speaker: 'Ilse', startMs: null, quote: 'set warp is loose' }],
      },
    ])
  })

  it.each([
    ['machine', 'initial', 'pattern', 60],
    ['import', 'imported', 'user', 100],
    ['user', 'initial', 'user', 100],
  ] as const)('that a %s says first is %s', (origin, category, reasonSource, confidence) => {
    const [first, second] = fold(inputsOf('state', [['set ordered'], ['set strung']], { origin })).transitions

    expect(first).toMatchObject({ category, reasonSource, confidence })
    expect(second).toMatchObject({ category: 'progress', reasonSource })
  })

  it.each([
    ['2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
    ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['2026-04-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    [null, '2026-03-01T00:00:00.000Z'],
  ])('holds since %s as it was said, but never later than that: %s', (effectiveAt, validAt) => {
    expect(fold(inputsOf('state', [['set cut']], { effectiveAt })).transitions[0]?.validAt).toBe(validAt)
  })
})

describe('items of one occasion', () => {
  it.each<[string, string, Days, string[]]>([
    ['are set or added', 'dye', [['set red', 'add blue']], ['null > red', 'null > blue']],
    ['are added once', 'dye', [['add red', 'add red'], ['add red']], ['null > red']],
    ['are none that the dimension cannot hold', 'dye', [['add plaid', 'shift red', 'advance']], []],
    ['are never there when they are gone by the end', 'dye', [['add red', 'resolve red']], []],
    ['are never gone when they are back by the end', 'dye', [['add red'], ['resolve red', 'add red']], ['null > red']],
    [
      'stay where they are when something is moved',
      'dye',
      [['add red'], ['advance', 'shift', 'shift red']],
      ['null > red'],
    ],
    [
      'of free text are back in other words',
      'fault',
      [['add the brake slips badly'], ['resolve', 'add brake slips badly']],
      ['null > the brake slips badly'],
    ],
    [
      'are resolved by name',
      'dye',
      [['add red', 'add blue'], ['resolve blue']],
      ['null > red', 'null > blue', 'blue > null'],
    ],
    [
      'are resolved all',
      'dye',
      [['add red', 'add blue'], ['resolve']],
      ['null > red', 'null > blue', 'red > null', 'blue > null'],
    ],
    ['are not resolved by another name', 'dye', [['add red'], ['resolve blue'], ['resolve plaid']], ['null > red']],
    [
      'that are things are resolved by the thing',
      'user',
      [['add @Ilse', 'add @Jory'], ['resolve @Jory']],
      ['null > Ilse', 'null > Jory', 'Jory > null'],
    ],
    ['that are things are not resolved by another', 'user', [['add @Ilse'], ['resolve @Jory']], ['null > Ilse']],
    [
      'of free text: the only one is meant by what nobody knows',
      'fault',
      [['add brake slips'], ['resolve the clatter']],
      ['null > brake slips', 'brake slips > null'],
    ],
    [
      'of free text: the only one is meant by words that say nothing',
      'fault',
      [['add brake slips'], ['resolve …']],
      ['null > brake slips', 'brake slips > null'],
    ],
    [
      'of free text: none of two is meant by what nobody knows',
      'fault',
      [['add brake slips', 'add shuttle sticks'], ['resolve the clatter']],
      ['null > brake slips', 'null > shuttle sticks'],
    ],
    [
      'of free text: the one of the same words is meant',
      'fault',
      [['add brake slips badly', 'add brake slips badly twice'], ['resolve brake slips badly twice']],
      ['null > brake slips badly', 'brake slips badly > null'],
    ],
  ])('%s', (_what, dimension, days, expected) => {
    expect(path(dimension, days)).toEqual(expected)
  })

  it('stand in the order of their keys', () => {
    expect(open('dye', [['add red', 'add blue']])).toEqual(['blue', 'red'])
    expect(open('fault', [['add a shuttle'], ['add brake'], ['add creak']])).toEqual(['brake', 'creak', 'a shuttle'])
  })

  it('that change tell by whose word, how surely and since when', () => {
    const days = [['add red'], ['resolve red']]
    const changes = (dimension: string, origin: FoldInput['origin'], some = days) =>
      fold(inputsOf(dimension, some, { origin })).transitions.map(
        ({ category, reasonSource, confidence, item, fromSince, validAt }) =>
          `${item} ${category} ${reasonSource} ${confidence} ${fromSince?.slice(5, 10)} ${validAt.slice(5, 10)}`,
      )

    expect(changes('dye', 'machine')).toEqual([
      'red added pattern 70 undefined 03-01',
      'red resolved pattern 70 03-01 03-02',
    ])
    expect(changes('dye', 'user')[0]).toBe('red added user 100 undefined 03-01')
    expect(changes('dye', 'import')).toEqual([
      'red imported user 100 undefined 03-01',
      'red resolved user 100 03-01 03-02',
    ])
    expect(changes('fault', 'machine', [['add brake slips', 'add the brake slips']])[0]).toBe(
      'brake slip added pattern 55 undefined 03-01',
    )
  })

  it('are moved by no doubt about a usual way', () => {
    expect(fold(inputsOf('dye', [['add red']])).transitions[0]).toMatchObject({
      ...{ allowed: true, conflicting: [], reason: 'Ilse said “add red”.' },
      evidence: [{ quote: 'add red' }],
    })
  })

  it('never hold before what they follow', () => {
    const [added, gone] = fold(
      inputsOf('dye', [[], ['add red'], ['resolve red']], { effectiveAt: '2026-01-01T00:00:00.000Z' }),
    ).transitions

    expect([added?.validAt, gone?.validAt]).toEqual(['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'])
    const late = inputsOf('dye', [[], ['add red']]).concat(
      inputsOf('dye', [[], [], ['resolve red']], { effectiveAt: '2026-01-01T00:00:00.000Z' }),
    )
    expect(fold(late).transitions[1]?.validAt).toBe('2026-03-02T00:00:00.000Z')
  })
})

describe('items that were judged', () => {
  const judged = (...pairs: [string, string, Equivalence['verdict']][]) =>
    createEquivalences(
      pairs.map(([one, other, verdict], at) => {
        const [a, b] = inKeyOrder(textKey(one), textKey(other))
        return { id: `${at}`, dimension: 'fault', a, b, verdict, analyst: 'weaver' }
      }),
    )

  it.each<[string, Days, ReturnType<typeof judged>, string[]]>([
    [
      'are resolved by what means the same',
      [['add creak', 'add clatter'], ['resolve rattle']],
      judged(['rattle', 'clatter', 'same']),
      ['creak'],
    ],
    [
      'are resolved by their own words before others that mean the same',
      [['add old brake slips', 'add clatter'], ['resolve old brake slips too']],
      judged(['old brake slips too', 'clatter', 'same']),
      ['clatter'],
    ],
    [
      'are the first of several that mean the same',
      [['add creak', 'add clatter'], ['resolve rattle']],
      judged(['rattle', 'clatter', 'same'], ['rattle', 'creak', 'same']),
      ['creak'],
    ],
    [
      'are not resolved by what was judged to differ',
      [['add creak'], ['resolve rattle']],
      judged(['rattle', 'creak', 'different']),
      ['creak'],
    ],
    [
      'are resolved where nobody was sure',
      [['add creak'], ['resolve rattle']],
      judged(['rattle', 'creak', 'unsure']),
      [],
    ],
    ['are not added again', [['add creak'], ['add rattle']], judged(['rattle', 'creak', 'same']), ['creak']],
  ])('%s', (_what, days, known, expected) => {
    expect(open('fault', days, known)).toEqual(expected)
  })
})

describe('what is said at one place of one occasion', () => {
  it('counts in a fixed order, whatever came first', () => {
    const inputs = [
      ...inputsOf('state', [['set cut']]),
      ...inputsOf('state', [['set strung']]),
      ...inputsOf('state', [['advance']]),
    ]

    expect(fold(inputs)).toEqual(fold([...inputs].reverse()))
    expect(fold(inputs).transitions[0]?.to).toBe('strung')
    const quotes = ['b', 'a'].map((quote) => ({
      ...(inputsOf('state', [['set cut']])[0] as FoldInput),
      evidence: { segmentIndex: 0, speaker: null, startMs: null, quote },
    }))
    for (const some of [quotes, [...quotes].reverse()])
      expect(fold(some).transitions[0]?.evidence.map(({ quote }) => quote)).toEqual(['b', 'a'])
  })

  it('has nothing to fold where nothing was said', () => {
    expect(fold([])).toEqual({ states: [], transitions: [], foldedKey: '' })
  })
})

describe('categoryOf', () => {
  it.each([
    ['sale', '2026-05-01', '2026-05-02', 'delayed'],
    ['sale', '2026-05-02', '2026-05-01', 'brought_forward'],
    ['state', 'velvet', 'cut', 'changed'],
  ])('%s from %s to %s: %s', (name, from, to, expected) => {
    const view = viewOf(model)
    const dimension = view.dimension(name)
    expect(dimension && categoryOf(view, dimension, from, to)).toBe(expected)
  })
})
