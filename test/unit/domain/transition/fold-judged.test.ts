import { describe, expect, it } from 'vitest'
import { createEquivalences, type Equivalence } from '../../../../src/domain/observation/equivalence.ts'
import type { Judged } from '../../../../src/domain/observation/same-value.ts'
import { equivalenceOf } from '../../../../src/domain/record/verdict-facts.ts'
import { foldEntity } from '../../../../src/domain/transition/fold.ts'
import type { FoldInput } from '../../../../src/domain/transition/fold-input.ts'
import type { Fold } from '../../../../src/domain/transition/transition.ts'
import { aModel } from '../../../factories/names.ts'

const model = aModel()

/** What a meeting of a day says. */
const said = (day: number, dimension: string, value: string, override: Partial<FoldInput> = {}): FoldInput => ({
  ...{ orderKey: `day${day}.0`, point: `day${day}`, origin: 'machine', recorded: 0, meetingId: `day${day}`, dimension },
  ...{ op: 'set', value, valueEntity: null, modality: 'asserted', confidence: 70, effectiveAt: null, note: null },
  occurredAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
  evidence: { segmentIndex: 0, speaker: 'Ana', startMs: null, quote: value },
  ...override,
})
const path = (result: Fold) => result.transitions.map((t) => `${t.dimension}: ${t.from} > ${t.to} (${t.category})`)
const now = (result: Fold) => result.states.map((row) => `${row.dimension}: ${row.value.text}`)

describe('foldEntity with texts that were judged', () => {
  const judged = (verdict: Equivalence['verdict'], a = 'legal', b = 'lawyer', dimension = 'blocker') =>
    createEquivalences([equivalenceOf('t', { dimension, a, b, verdict, analyst: 'a', promptVersion: 'v1' })])
  const foldWith = (inputs: FoldInput[], known: Judged) =>
    foldEntity({ type: 'feature', inputs, vetoes: [], judged: known }, model)
  const [legal, lawyers] = [
    said(1, 'blocker', 'legal', { op: 'add' }),
    said(2, 'blocker', 'the lawyers', { op: 'add' }),
  ]

  it('changes nothing where a paraphrase says what holds', () => {
    expect(path(foldWith([legal, lawyers], judged('same')))).toEqual(['blocker: null > legal (added)'])
    expect(path(foldWith([legal, lawyers], judged('unsure')))).toHaveLength(2)
    const summary = [said(1, 'summary', 'legal'), said(2, 'summary', 'the lawyers')]
    expect(path(foldWith(summary, judged('same', 'legal', 'lawyer', 'summary')))).toHaveLength(1)
    expect(path(foldWith(summary, judged('same')))).toHaveLength(2)
  })

  it('resolves what a paraphrase means, and nothing in its place that was judged to differ', () => {
    const gone = said(3, 'blocker', 'the lawyers', { op: 'resolve' })
    const other = said(1, 'blocker', 'no money', { op: 'add' })

    expect(now(foldWith([legal, other, gone], judged('same')))).toEqual(['blocker: no money'])
    expect(now(foldWith([legal, gone], judged('different')))).toEqual(['blocker: legal'])
  })

  it('never takes texts with other numbers for the same, whatever was judged', () => {
    const inputs = [said(1, 'summary', 'waits for 2 people'), said(2, 'summary', 'waits for 3 people')]

    expect(path(foldWith(inputs, judged('same', 'wait 2 people', 'wait 3 people', 'summary')))).toHaveLength(2)
  })
})
