import { describe, expect, it } from 'vitest'
import type { Dimension } from '../../../../src/domain/tracking-model/model.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import type { FoldInput } from '../../../../src/domain/transition/fold-input.ts'
import { patternReason, type ReasonContext } from '../../../../src/domain/transition/pattern-reason.ts'
import { aModel } from '../../../factories/names.ts'

const dimension = viewOf(aModel()).dimension('due_date') as Dimension
const quote = { segmentIndex: 2, speaker: 'Ana', startMs: null, quote: 'it slips' }
const reason = (input: Partial<FoldInput>, context: Partial<ReasonContext> = {}): string =>
  patternReason(
    {
      ...{
        orderKey: '1',
        point: '1',
        origin: 'machine',
        recorded: 0,
        meetingId: 'm',
        dimension: 'due_date',
        op: 'set',
      },
      ...{
        value: '2026-05-04',
        valueEntity: null,
        modality: 'asserted',
        confidence: 70,
        effectiveAt: null,
        note: null,
      },
      ...{ occurredAt: '2026-05-01T00:00:00.000Z', evidence: quote },
      ...input,
    },
    { dimension, from: null, to: '2026-05-04', others: [], allowed: true, ...context },
  )

describe('the reason of a change', () => {
  it.each<[Partial<FoldInput>, string]>([
    [{}, 'Ana said “it slips”.'],
    [{ evidence: { ...quote, speaker: null } }, 'The transcript says “it slips”.'],
    [{ evidence: { ...quote, segmentIndex: -1 } }, 'The title says “it slips”.'],
    [{ evidence: null }, 'The due date was stated.'],
    [{ evidence: { ...quote, quote: '' } }, 'What was said is no longer kept.'],
    [{ origin: 'user', evidence: null }, 'Set by a user.'],
    [{ origin: 'user', evidence: null, note: ' seen it ' }, 'Set by a user: seen it.'],
    [{ origin: 'user' }, 'Ana said “it slips”. Confirmed by a user.'],
    [{ origin: 'user', note: 'Really!' }, 'Ana said “it slips”. Confirmed by a user: Really!'],
    [{ origin: 'user', evidence: null, note: 'see p. 4' }, 'Set by a user: see p. 4.'],
    [{ origin: 'user', evidence: null, note: ' Really! ' }, 'Set by a user: Really!'],
    [{ origin: 'import' }, 'Imported.'],
    [{ origin: 'import', note: 'the spring list?' }, 'Imported: the spring list?'],
  ])('tells who said it: %j', (input, expected) => {
    expect(reason(input)).toBe(expected)
  })

  it.each<[Partial<FoldInput>, Partial<ReasonContext>, string]>([
    [{ op: 'advance', value: null }, { from: 'in_review', to: 'all_done' }, ' After in review comes all done.'],
    [{ op: 'advance', value: null }, { from: null }, ''],
    [{ op: 'shift', value: 'P7D' }, { from: '2026-04-27' }, ' It was 2026-04-27 and moved by P7D.'],
    [{ op: 'shift', value: 'P7D' }, { from: null }, ''],
    [{ op: 'resolve', value: null }, { from: 'the permit', to: null }, ' “the permit” was open.'],
    [{ value: null }, { from: 'the permit' }, ''],
    [{ op: 'resolve', value: 'permit' }, { from: 'the permit', to: null }, ''],
    [{ effectiveAt: '2026-04-20T00:00:00.000Z' }, {}, ' It has held since 2026-04-20.'],
    [{ effectiveAt: '2026-05-01T00:00:00.000Z' }, {}, ''],
    [{}, { others: ['at_risk', 'done'] }, ' Before that it was said to be at risk, then done.'],
    [{}, { allowed: false, to: 'all_done' }, ' Beginning with all done is not usual.'],
    [
      {},
      { allowed: false, from: 'in_review', to: 'all_done' },
      ' Going from in review to all done is not a usual move.',
    ],
    [{}, { allowed: false, from: 'in_review', to: null }, ''],
  ])('adds what else there is to know: %j %j', (input, context, expected) => {
    expect(reason(input, context)).toBe(`Ana said “it slips”.${expected}`)
  })

  it('quotes no more than can be read at a glance', () => {
    const long = `${'a'.repeat(238)} ${'b'.repeat(100)}`

    expect(reason({ evidence: { ...quote, quote: long } })).toBe(`Ana said “${'a'.repeat(238)}…”.`)
    expect(reason({ evidence: { ...quote, quote: 'c'.repeat(240) } })).toBe(`Ana said “${'c'.repeat(240)}”.`)
  })
})
