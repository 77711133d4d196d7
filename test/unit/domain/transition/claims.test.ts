import { describe, expect, it } from 'vitest'
import { nothingJudged } from '../../../../src/domain/observation/same-value.ts'
import type { Dimension } from '../../../../src/domain/tracking-model/model.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { evidenceOf } from '../../../../src/domain/transition/evidence.ts'
import type { Claim, FoldInput, Veto } from '../../../../src/domain/transition/fold-input.ts'
import { isSameClaim } from '../../../../src/domain/transition/is-same-claim.ts'
import { weighInputs } from '../../../../src/domain/transition/weigh-inputs.ts'
import { aModel } from '../../../factories/names.ts'

const view = viewOf(aModel())
const claim = (value: string | null, override: Partial<Claim> = {}): Claim => ({
  ...{ op: 'set', value, valueEntity: null },
  ...override,
})
const same = (dimension: string, a: Claim, b: Claim) => isSameClaim(view.dimension(dimension) as Dimension, a, b)

describe('two claims', () => {
  it('are one in whatever words the value was said, set or added', () => {
    expect(same('status', claim('started'), claim('in progress'))).toBe(true)
    expect(same('blocker', claim('the permit'), claim('Permit', { op: 'add' }))).toBe(true)
    expect(
      same(
        'owner',
        claim('Ana', { valueEntity: { id: '1', name: 'Ana Ruiz' } }),
        claim('she', { valueEntity: { id: '1', name: 'Ana' } }),
      ),
    ).toBe(true)
  })

  it('are two when they say other values or do other things with one', () => {
    expect(same('status', claim('started'), claim('done'))).toBe(false)
    expect(same('blocker', claim('permit'), claim('permit', { op: 'resolve' }))).toBe(false)
    expect(same('status', claim('started'), claim('purple'))).toBe(false)
    expect(same('status', claim('purple'), claim('started'))).toBe(false)
    const ana = { id: '1', name: 'Ana Ruiz' }
    expect(same('owner', claim(null, { valueEntity: ana }), claim(null))).toBe(false)
    expect(same('owner', claim(null), claim(null, { valueEntity: ana }))).toBe(false)
  })

  it('that the dimension cannot hold are one when they read alike', () => {
    expect(same('due_date', claim(' P14D', { op: 'shift' }), claim('p14d ', { op: 'shift' }))).toBe(true)
    expect(same('due_date', claim('P14D', { op: 'shift' }), claim('P7D', { op: 'shift' }))).toBe(false)
    expect(same('status', claim(null, { op: 'advance' }), claim(null, { op: 'advance' }))).toBe(true)
    expect(same('status', claim(null, { op: 'advance' }), claim('x', { op: 'advance' }))).toBe(false)
  })
})

const said = (value: string, override: Partial<FoldInput> = {}): FoldInput => ({
  ...{ orderKey: '5.1', point: '5', origin: 'machine', recorded: 0, meetingId: 'may', dimension: 'status', op: 'set' },
  ...{ value, valueEntity: null, modality: 'asserted', confidence: 70, occurredAt: '2026-05-01T00:00:00.000Z' },
  ...{ effectiveAt: '2026-04-01T00:00:00.000Z', note: null },
  evidence: { segmentIndex: 1, speaker: 'Ana', startMs: null, quote: `${value} ${override.orderKey ?? ''}` },
  ...override,
})
const byUser = (value: string, override: Partial<FoldInput> = {}): FoldInput =>
  said(value, { origin: 'user', effectiveAt: null, evidence: null, ...override })
const weigh = (inputs: FoldInput[], vetoes: Veto[] = []) =>
  weighInputs({ type: 'feature', inputs, vetoes, judged: nothingJudged }, view)

describe('what counts', () => {
  it('is what was asserted and nobody rejected', () => {
    expect(weigh([said('done', { modality: 'planned' })])).toEqual([])
    const [started, done] = [said('started'), said('done')]
    const veto = { meetingId: 'may', dimension: 'status', claim: claim('in progress') }

    expect(weigh([started, done], [veto])).toEqual([done])
    expect(weigh([started, done], [{ ...veto, claim: null }])).toEqual([])
    expect(weigh([started, done], [{ ...veto, meetingId: 'june' }])).toEqual([started, done])
    expect(weigh([started, done], [{ ...veto, dimension: 'owner' }])).toEqual([started, done])
  })

  it('is what users and catalogues say, whatever users rejected of the meeting', () => {
    const inputs = [byUser('done', { meetingId: null }), said('done', { origin: 'import' })]

    expect(weigh(inputs, [{ meetingId: 'may', dimension: 'status', claim: null }])).toEqual(inputs)
  })

  it('is no claim about a dimension that the model no longer has, once all of it was rejected', () => {
    const gone = said('red', { dimension: 'colour' })

    expect(weigh([gone], [{ meetingId: 'may', dimension: 'colour', claim: claim('red') }])).toEqual([gone])
    expect(weigh([gone], [{ meetingId: 'may', dimension: 'colour', claim: null }])).toEqual([])
  })

  it('stands with the words of the meeting that a user confirmed, at their place, else the latest', () => {
    const early = said('started', { orderKey: '5.1', modality: 'proposed' })
    const late = said('in progress', { orderKey: '5.7', modality: 'planned' })
    const wordsOf = (accepted: FoldInput, others: FoldInput[] = [early, late]) =>
      weigh([...others, accepted]).map(({ origin, evidence, effectiveAt }) => ({
        origin,
        quote: evidence?.quote,
        effectiveAt,
      }))
    const told = (quote: string | undefined, effectiveAt: string | null) => [{ origin: 'user', quote, effectiveAt }]

    expect(wordsOf(byUser('in_progress', { orderKey: '5.1' }))).toEqual(told('started 5.1', '2026-04-01T00:00:00.000Z'))
    expect(wordsOf(byUser('in_progress', { orderKey: '5.9' }))).toEqual(
      told('in progress 5.7', '2026-04-01T00:00:00.000Z'),
    )
    expect(wordsOf(byUser('in_progress', { orderKey: '5.9' }), [late, early])).toEqual(
      told('in progress 5.7', '2026-04-01T00:00:00.000Z'),
    )
  })

  it('has no words where the meeting said something else, or somebody else said it', () => {
    const accepted = byUser('done')
    const others = [
      said('started', { modality: 'planned' }),
      said('done', { modality: 'planned', meetingId: 'june' }),
      said('done', { modality: 'planned', dimension: 'summary' }),
      said('done', { modality: 'planned', origin: 'import' }),
    ]

    expect(weigh([...others, accepted])).toEqual([accepted])
    expect(
      weigh([said('red', { dimension: 'colour', modality: 'planned' }), byUser('red', { dimension: 'colour' })]),
    ).toEqual([byUser('red', { dimension: 'colour' })])
    expect(weigh([said('done', { modality: 'planned' }), byUser('done', { meetingId: null })])).toEqual([
      byUser('done', { meetingId: null }),
    ])
  })

  it('keeps machines with their own words', () => {
    const [one, other] = [said('done', { orderKey: '5.1' }), said('done', { orderKey: '5.2' })]

    expect(weigh([one, other])).toEqual([one, other])
  })
})

describe('the evidence of a change', () => {
  it('is the quote that decided, then the latest that agree, three in all and none twice', () => {
    const quote = (at: number) =>
      said('done', { evidence: { segmentIndex: at, speaker: null, startMs: null, quote: `q${at}` } })
    const shown = evidenceOf(quote(9), [quote(1), quote(2), quote(9), quote(3)])

    expect(shown.map((one) => one.quote)).toEqual(['q9', 'q3', 'q2'])
    expect(evidenceOf(byUser('done'), [])).toEqual([])
  })
})
