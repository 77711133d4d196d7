import { describe, expect, it } from 'vitest'
import { createEquivalences, type Equivalence, inKeyOrder } from '../../../../src/domain/observation/equivalence.ts'
import { isSameValue, nothingJudged, verdictOn } from '../../../../src/domain/observation/same-value.ts'
import { textKey } from '../../../../src/domain/observation/text-values.ts'
import { dimensionSchema } from '../../../../src/domain/tracking-model/model.ts'

const verdict = (one: string, other: string, override: Partial<Equivalence> = {}): Equivalence => {
  const [a, b] = inKeyOrder(textKey(one), textKey(other))
  return { id: 'fact', dimension: 'hazard', a, b, verdict: 'same', analyst: 'harbour master', ...override }
}
const rope = 'the mooring rope frays'
const line = 'a worn line at the quay'
const isSame = (one: string, other: string, kind = 'text', judged: Parameters<typeof isSameValue>[3] = nothingJudged) =>
  isSameValue(
    dimensionSchema.parse({ name: 'hazard', label: 'Hazard', kind }),
    { key: textKey(one), text: one, entityId: null },
    { key: textKey(other), text: other, entityId: null },
    judged,
  )

describe('isSameValue', () => {
  it('compares by the key, and free texts by most of their words', () => {
    expect(isSame('The tide gauge', 'tide gauge', 'entity')).toBe(true)
    expect(isSame('old tide gauge is broken', 'broken old tide gauge cable', 'entity')).toBe(false)
    expect(isSame('old tide gauge is broken', 'broken old tide gauge cable')).toBe(true)
    expect(isSame(rope, line)).toBe(false)
  })

  it('believes what was judged of two free texts of the dimension', () => {
    expect(isSame(rope, line, 'text', createEquivalences([verdict(rope, line)]))).toBe(true)
    expect(isSame(line, rope, 'text', createEquivalences([verdict(rope, line)]))).toBe(true)
    expect(isSame(rope, line, 'entity', createEquivalences([verdict(rope, line)]))).toBe(false)
    expect(isSame(rope, line, 'text', createEquivalences([verdict(rope, line, { dimension: 'need' })]))).toBe(false)
    expect(isSame(rope, line, 'text', createEquivalences([verdict(rope, line, { verdict: 'different' })]))).toBe(false)
  })
})

describe('verdictOn', () => {
  const on = (one: string, other: string, said: Equivalence['verdict']) =>
    verdictOn('hazard', textKey(one), textKey(other), createEquivalences([verdict(one, other, { verdict: said })]))

  it('tells what was judged, and nothing where the judge was unsure', () => {
    expect(on(rope, line, 'same')).toBe('same')
    expect(on(rope, line, 'different')).toBe('different')
    expect(on(rope, line, 'unsure')).toBeUndefined()
    expect(verdictOn('hazard', textKey(rope), textKey(line), nothingJudged)).toBeUndefined()
  })

  it('counts for nothing where the numbers or days of the texts differ', () => {
    expect(on('rope 12 frays', 'worn line 14', 'same')).toBeUndefined()
    expect(on('rope frays on Monday', 'worn line on Tuesday', 'same')).toBeUndefined()
  })
})

describe('equivalences', () => {
  it('keep the last word on two texts until it is taken back', () => {
    const judged = createEquivalences([verdict(rope, line)])
    const [a, b] = inKeyOrder(textKey(rope), textKey(line))

    judged.put(verdict(rope, line, { id: 'later', verdict: 'unsure' }))
    expect(judged.of('hazard', b, a)).toMatchObject({ id: 'later', verdict: 'unsure' })
    expect(judged.of('hazard', a, 'another')).toBeUndefined()

    judged.remove(verdict(rope, line))
    expect(judged.of('hazard', a, b)).toBeUndefined()
  })

  it('have their keys in byte order', () => {
    expect([inKeyOrder('b', 'a'), inKeyOrder('a', 'b')]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
  })
})
