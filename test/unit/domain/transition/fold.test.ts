import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nothingJudged } from '../../../../src/domain/observation/same-value.ts'
import { foldEntity, foldOn } from '../../../../src/domain/transition/fold.ts'
import type { FoldInput, Veto } from '../../../../src/domain/transition/fold-input.ts'
import type { Fold } from '../../../../src/domain/transition/transition.ts'
import { aModel } from '../../../factories/names.ts'

const model = aModel()

/** A statement in meeting `day`, at a segment; everything else may be overridden. */
const said = (
  day: number,
  dimension: string,
  value: string | null,
  override: Partial<FoldInput> & { segment?: number } = {},
): FoldInput => {
  const { segment = 0, ...rest } = override
  const point = `day${String(day).padStart(3, '0')}`
  return {
    orderKey: `${point}.${String(segment).padStart(3, '0')}`,
    point,
    origin: 'machine',
    recorded: 0,
    meetingId: point,
    dimension,
    op: 'set',
    value,
    ...{ valueEntity: null, modality: 'asserted', confidence: 70 },
    occurredAt: new Date(Date.UTC(2026, 0, day, 10)).toISOString(),
    effectiveAt: null,
    evidence: { segmentIndex: segment, speaker: 'Ana', startMs: null, quote: `${dimension} ${value}` },
    note: null,
    ...rest,
  }
}

const byUser = (day: number, dimension: string, value: string | null, override: Partial<FoldInput> = {}) =>
  said(day, dimension, value, { origin: 'user', confidence: 100, meetingId: null, evidence: null, ...override })

const fold = (inputs: FoldInput[], vetoes: Veto[] = [], type = 'feature'): Fold =>
  foldEntity({ type, inputs, vetoes, judged: nothingJudged }, model)
const path = (result: Fold) => result.transitions.map((t) => `${t.dimension}: ${t.from} > ${t.to} (${t.category})`)
const now = (result: Fold) => result.states.map((row) => `${row.dimension}: ${row.value.text}`)

describe('foldEntity', () => {
  it('tells the path of a value', () => {
    const result = fold([
      said(1, 'status', 'on the roadmap'),
      said(2, 'status', 'started'),
      said(3, 'status', 'blocked'),
      said(4, 'status', 'in progress'),
      said(5, 'status', 'shipped'),
      said(6, 'status', 'planned'),
    ])

    expect(path(result)).toEqual([
      'status: null > planned (initial)',
      'status: planned > in_progress (progress)',
      'status: in_progress > blocked (setback)',
      'status: blocked > in_progress (progress)',
      'status: in_progress > done (completed)',
      'status: done > planned (reopened)',
    ])
    expect(result.transitions[1]).toMatchObject({
      fromSince: '2026-01-01T10:00:00.000Z',
      validAt: '2026-01-02T10:00:00.000Z',
      meetingId: 'day002',
      reason: 'Ana said “status started”.',
    })
    expect(now(result)).toEqual(['status: planned'])
    expect(result.foldedKey).toBe('day006.000')
  })

  it('sorts by time, not by arrival', () => {
    const inputs = [said(3, 'status', 'done'), said(1, 'status', 'planned'), said(2, 'status', 'started')]

    expect(fold(inputs)).toEqual(fold([...inputs].reverse()))
  })

  it('makes no change of what is said again', () => {
    expect(path(fold([said(1, 'status', 'started'), said(2, 'status', 'in progress')]))).toHaveLength(1)
  })

  it.each(['planned', 'proposed', 'conditional', 'negated', 'questioned', 'superseded'] as const)(
    'changes nothing by what is only %s',
    (modality) => {
      expect(fold([said(1, 'status', 'done', { modality })]).transitions).toEqual([])
    },
  )

  it('makes one net change of a meeting and keeps what was said before in view', () => {
    const result = fold([
      said(1, 'status', 'planned'),
      said(2, 'status', 'done', { segment: 1 }),
      said(2, 'status', 'blocked', { segment: 4 }),
      said(2, 'status', 'blocked', { segment: 3 }),
    ])

    expect(path(result)).toEqual(['status: null > planned (initial)', 'status: planned > blocked (setback)'])
    expect(result.transitions[1]).toMatchObject({
      orderKey: 'day002.004',
      confidence: 65,
      reason: 'Ana said “status blocked”. Before that it was said to be done.',
    })
    expect(result.transitions[1]?.evidence.map((one) => one.segmentIndex)).toEqual([4, 3])
  })

  it('makes no change of a meeting that ends where it began', () => {
    expect(
      path(
        fold([
          said(1, 'status', 'started'),
          said(2, 'status', 'done', { segment: 1 }),
          said(2, 'status', 'started', { segment: 2 }),
        ]),
      ),
    ).toHaveLength(1)
  })

  it('ignores what the model does not know and what things of the type do not have', () => {
    expect(fold([said(1, 'colour', 'red'), said(1, 'role', 'lead'), said(1, 'status', 'purple')]).transitions).toEqual(
      [],
    )
  })

  it('evaluates relative statements against the value of the time', () => {
    const inputs = [
      said(1, 'due_date', '2026-03-31'),
      said(3, 'due_date', 'P14D', { op: 'shift' }),
      said(3, 'due_date', 'P14D', { op: 'shift', segment: 5 }),
    ]

    expect(path(fold(inputs))).toEqual([
      'due_date: null > 2026-03-31 (initial)',
      'due_date: 2026-03-31 > 2026-04-14 (delayed)',
    ])
    expect(path(fold([...inputs, said(2, 'due_date', '2026-03-01')])).at(-1)).toBe(
      'due_date: 2026-03-01 > 2026-03-15 (delayed)',
    )
    expect(
      path(
        fold([
          said(1, 'status', 'planned'),
          said(2, 'status', null, { op: 'advance' }),
          said(2, 'status', null, { op: 'advance', segment: 2 }),
        ]),
      ).at(-1),
    ).toBe('status: planned > in_progress (progress)')
    expect(fold([said(1, 'due_date', 'P1M', { op: 'shift' })]).transitions).toEqual([])
  })

  it('dates a change back to when it is said to hold since, but never before the change that it follows', () => {
    const inputs = [
      said(5, 'status', 'started'),
      said(9, 'status', 'done', { effectiveAt: '2026-01-07T00:00:00.000Z' }),
    ]
    const early = [said(5, 'status', 'started'), said(9, 'status', 'done', { effectiveAt: '2026-01-02T00:00:00.000Z' })]

    expect(fold(inputs).transitions[1]).toMatchObject({
      validAt: '2026-01-07T00:00:00.000Z',
      reason: expect.stringContaining('since 2026-01-07'),
    })
    expect(fold(early).transitions[1]?.validAt).toBe('2026-01-05T10:00:00.000Z')
  })

  it('keeps a move that is not allowed, flagged and less sure', () => {
    const moves: [string | null, string][] = [
      ['planned', 'in_progress'],
      ['*', 'blocked'],
    ]
    const strict = aModel({
      dimensions: aModel().dimensions.map((dimension) =>
        dimension.name === 'status' ? { ...dimension, moves } : dimension,
      ),
    })
    const result = foldEntity(
      {
        type: 'feature',
        inputs: [said(1, 'status', 'planned'), said(2, 'status', 'done'), said(3, 'status', 'blocked')],
        ...{ vetoes: [], judged: nothingJudged },
      },
      strict,
    )

    expect(result.transitions.map((t) => [t.to, t.allowed, t.confidence])).toEqual([
      ['planned', true, 60],
      ['done', false, 50],
      ['blocked', true, 70],
    ])
  })

  it('takes a move for usual when the steps that were said on the way to it are', () => {
    const moves: [string | null, string][] = [
      ['planned', 'in_progress'],
      ['in_progress', 'done'],
    ]
    const strict = aModel({
      dimensions: aModel().dimensions.map((dimension) =>
        dimension.name === 'status' ? { ...dimension, moves } : dimension,
      ),
    })
    const inputs = [
      said(1, 'status', 'planned'),
      said(2, 'status', 'in_progress'),
      said(2, 'status', 'done', { segment: 1 }),
    ]
    const { transitions } = foldEntity({ type: 'feature', inputs, vetoes: [], judged: nothingJudged }, strict)

    expect(transitions.map((t) => [t.from, t.to, t.allowed])).toEqual([
      [null, 'planned', true],
      ['planned', 'done', true],
    ])
  })

  it('adds and resolves the items of a dimension with many', () => {
    const result = fold([
      said(1, 'blocker', 'the vendor contract', { op: 'add' }),
      said(1, 'blocker', 'security review', { op: 'add', segment: 1 }),
      said(2, 'blocker', 'vendor contract', { op: 'add' }),
      said(3, 'blocker', 'the security review', { op: 'resolve' }),
      said(4, 'blocker', null, { op: 'resolve' }),
    ])

    expect(path(result)).toEqual([
      'blocker: null > the vendor contract (added)',
      'blocker: null > security review (added)',
      'blocker: security review > null (resolved)',
      'blocker: the vendor contract > null (resolved)',
    ])
    expect(result.states).toEqual([])
  })

  it('never had resolved what is back at the end of the meeting', () => {
    const result = fold([
      said(1, 'blocker', 'vendor contract', { op: 'add' }),
      said(2, 'blocker', null, { op: 'resolve', segment: 1 }),
      said(2, 'blocker', 'vendor contract', { op: 'add', segment: 2 }),
    ])

    expect(result.transitions).toHaveLength(1)
    expect(now(result)).toEqual(['blocker: vendor contract'])
  })

  it('lets users win over imports and imports over machines on one occasion, and the last user over others', () => {
    const inputs = [
      said(1, 'status', 'done', { segment: 9 }),
      said(1, 'status', 'planned', { origin: 'import' }),
      byUser(1, 'status', 'blocked', { recorded: 1 }),
      byUser(1, 'status', 'started', { recorded: 2 }),
    ]

    expect(now(fold(inputs))).toEqual(['status: in_progress'])
    expect(now(fold(inputs.slice(0, 3)))).toEqual(['status: blocked'])
    expect(now(fold(inputs.slice(0, 2)))).toEqual(['status: planned'])
  })

  it('gives a user certainty and says why', () => {
    const result = fold([byUser(2, 'status', 'done', { note: 'seen in production' })])

    expect(result.transitions[0]).toMatchObject({
      confidence: 100,
      reasonSource: 'user',
      reason: 'Set by a user: seen in production.',
      evidence: [],
    })
  })

  it('forgets what a user vetoes in one meeting, and only there', () => {
    const inputs = [
      said(1, 'status', 'started'),
      said(2, 'status', 'done'),
      said(3, 'status', 'done'),
      said(2, 'progress', '80%'),
    ]

    const result = fold(inputs, [{ meetingId: 'day002', dimension: 'status', claim: null }])

    expect(path(result)).toContain('progress: null > 80% (initial)')
    expect(result.transitions.filter((t) => t.dimension === 'status').map((t) => t.meetingId)).toEqual([
      'day001',
      'day003',
    ])
  })

  it('takes the entity for the value where the value names one', () => {
    const ana = { id: 'entity-ana', name: 'Ana Ruiz' }
    const result = fold([
      said(1, 'owner', 'Ana', { valueEntity: ana }),
      said(2, 'owner', 'Ana Ruiz', { valueEntity: ana }),
      said(3, 'owner', 'Ben'),
    ])

    expect(path(result)).toEqual(['owner: null > Ana Ruiz (initial)', 'owner: Ana Ruiz > Ben (changed)'])
  })

  it('clears a value that is resolved', () => {
    expect(path(fold([said(1, 'status', 'blocked'), said(2, 'status', null, { op: 'resolve' })])).at(-1)).toBe(
      'status: blocked > null (cleared)',
    )
  })
})

describe('foldOn', () => {
  const dimension = fc.constantFrom('status', 'due_date', 'progress', 'blocker', 'owner', 'summary', 'budget')
  const values: Record<string, string[]> = {
    status: ['planned', 'started', 'blocked', 'done', 'nonsense'],
    due_date: ['2026-03-01', '2026-04-01', 'P14D'],
    progress: ['10%', '80%'],
    blocker: ['vendor contract', 'the contract of the vendor', 'security review', 'legal'],
    owner: ['Ana', 'Ben'],
    summary: ['waiting on legal sign off', 'legal sign off is awaited', 'all good'],
    budget: ['$10k', '12000 USD'],
  }
  const statement = fc
    .record({
      day: fc.integer({ min: 1, max: 8 }),
      segment: fc.nat(4),
      name: dimension,
      pick: fc.nat(4),
      op: fc.constantFrom('set', 'add', 'resolve', 'advance', 'shift'),
      blank: fc.boolean(),
      user: fc.nat(6),
    })
    .map(({ day, segment, name, pick, op, blank, user }) => {
      const value = blank && op === 'resolve' ? null : (values[name]?.[pick % (values[name]?.length ?? 1)] ?? null)
      const valueEntity = name === 'owner' && value ? { id: `id-${value}`, name: value } : null
      const override = { segment, op: op as FoldInput['op'], valueEntity }
      return user === 0 ? byUser(day, name, value, { ...override, recorded: pick }) : said(day, name, value, override)
    })

  it('gives what folding everything gives, at every cut between occasions', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 25 }), fc.integer({ min: 0, max: 9 }), (inputs, cut) => {
        const [before, after] = [
          inputs.filter((input) => input.point <= `day00${cut}`),
          inputs.filter((input) => input.point > `day00${cut}`),
        ]
        const first = fold(before)
        const rest = foldOn(first.states, { type: 'feature', inputs: after, vetoes: [], judged: nothingJudged }, model)

        const whole = fold(inputs)
        const order = (result: { transitions: Fold['transitions'] }) =>
          [...result.transitions].sort((a, b) =>
            `${a.dimension}${a.orderKey}${a.item}` < `${b.dimension}${b.orderKey}${b.item}` ? -1 : 1,
          )
        expect(rest.states).toEqual(whole.states)
        expect(order({ transitions: [...first.transitions, ...rest.transitions] })).toEqual(order(whole))
      }),
      { numRuns: 300 },
    )
  })

  it('makes a chain without holes, forward in time', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 25 }), (inputs) => {
        const result = fold(inputs)
        for (const name of new Set(inputs.map((input) => input.dimension))) {
          const single = result.transitions.filter((t) => t.dimension === name && t.item === '')
          expect(single[0]?.from ?? null).toBeNull()
          for (const [at, transition] of single.slice(1).entries()) {
            const earlier = single[at]
            expect(transition.from).toBe(earlier?.to)
            expect(transition.validAt >= (earlier?.validAt ?? '')).toBe(true)
            expect(transition.orderKey > (earlier?.orderKey ?? '')).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
