import { describe, expect, it } from 'vitest'
import { shiftValue } from '../../../../src/domain/observation/shift-value.ts'
import { isSameText, textKey } from '../../../../src/domain/observation/text-values.ts'
import { keyOfValue, normaliseValue, textKeyOf } from '../../../../src/domain/observation/values.ts'
import { type Dimension, dimensionSchema } from '../../../../src/domain/tracking-model/model.ts'
import { aModel } from '../../../factories/names.ts'

const dimension = (name: string): Dimension => {
  const found = aModel().dimensions.find((one) => one.name === name)
  if (!found) throw new Error(name)
  return found
}
const text = (name: string, said: string) => normaliseValue(dimension(name), said, null)?.text ?? null

describe('normaliseValue', () => {
  it.each([
    ['status', 'In Progress', 'in_progress'],
    ['status', 'on the roadmap', 'planned'],
    ['status', 'Shipped', 'done'],
    ['status', 'purple', null],
    ['stage', '2', '2'],
    ['stage', 'stage 2.7', '2.7'],
    ['stage', 'later', null],
    ['due_date', '2026-03-31', '2026-03-31'],
    ['due_date', '2026-03-31T10:00:00+02:00', '2026-03-31'],
    ['due_date', '2026-13-40', null],
    ['due_date', '2026-q3', '2026-Q3'],
    ['due_date', 'soon', null],
    ['progress', '60 percent', '60%'],
    ['progress', '60.50%', '60.5%'],
    ['progress', 'most', null],
    ['budget', '$38,000', '38000 USD'],
    ['budget', '12.5k EUR', '12500 EUR'],
    ['budget', '38000 USD', '38000 USD'],
    ['budget', '2m', '2000000'],
    ['budget', 'a lot', null],
    ['summary', '  waiting   for legal ', 'waiting for legal'],
    ['owner', 'Ana  Ruiz', 'Ana Ruiz'],
    ['owner', '', null],
  ])('%s: %j is %j', (name, said, expected) => {
    expect(text(name, said)).toBe(expected)
    if (expected !== null)
      expect(normaliseValue(dimension(name), expected, null)).toEqual(normaliseValue(dimension(name), said, null))
  })

  it('compares a value that names an entity by the entity', () => {
    expect(normaliseValue(dimension('owner'), 'Ana', { id: 'e1', name: 'Ana Ruiz' })).toEqual({
      key: 'e1',
      text: 'Ana Ruiz',
      entityId: 'e1',
    })
  })

  it('bounds what becomes part of a row', () => {
    const value = normaliseValue(dimension('summary'), 'word '.repeat(5_000), null)

    expect(value?.text.length).toBeLessThanOrEqual(400)
    expect(value?.key.length).toBeLessThanOrEqual(160)
  })
})

describe('values of each kind', () => {
  const read = (kind: string, said: string) =>
    normaliseValue(dimensionSchema.parse({ name: 'it', label: 'It', kind }), said, null)?.text ?? null

  it.each([
    ['date', '2026-02-30', null],
    ['date', 'by 2026-02-03', null],
    ['date', '2026-02-03 at noon', null],
    ['date', '2026-02', '2026-02'],
    ['date', '2026', '2026'],
    ['date', '2026Q4', '2026Q4'],
    ['date', '2026-q4', '2026-Q4'],
    ['date', '2026-13', null],
    ['date', 'FY2026', null],
    ['percent', '45', '45%'],
    ['percent', '-5 per cent', '-5%'],
    ['percent', 'about 45%', null],
    ['percent', '45% or so', null],
    ['percent', 'x45%', null],
    ['number', '1,250 looms', '1250'],
    ['number', '12.755 m', '12.755'],
    ['number', '-3', '-3'],
    ['number', '+3', '3'],
    ['number', 'loom 3', null],
    ['number', 'x3', null],
    ['number', '0.1234567', '0.123457'],
    ['number', '999999999999999', '999999999999999'],
    ['number', '1000000000000000', null],
    ['money', 'EUR 1,250.755', '1250.755 EUR'],
    ['money', '£12', '12 GBP'],
    ['money', '¥900', '900 JPY'],
    ['money', '2bn', '2000000000'],
    ['money', '3 b usd', '3000000000 USD'],
    ['money', '€-7k', '-7000 EUR'],
    ['money', '40', '40'],
    ['money', 'at $40', null],
    ['money', '$40 a loom', null],
    ['money', '9999999bn', null],
  ])('%s: %j is %j', (kind, said, expected) => {
    expect(read(kind, said)).toBe(expected)
  })

  it('are nothing where nothing is said, but for an entity', () => {
    for (const said of [' ', '…'])
      expect(['text', 'vocabulary', 'entity'].map((kind) => read(kind, said))).toEqual([null, null, null])
    expect(normaliseValue(dimension('owner'), '', { id: 'e1', name: 'Ilse Okoro' })?.text).toBe('Ilse Okoro')
  })
})

describe('a vocabulary', () => {
  const read = (said: string, override: object) =>
    normaliseValue(
      dimensionSchema.parse({
        ...{ name: 'weave', label: 'Weave', kind: 'vocabulary' },
        ...{
          values: [
            { value: 'half_done', label: 'Halfway' },
            { value: 'done', synonyms: ['half done'] },
            { value: '!' },
          ],
        },
        ...override,
      }),
      said,
      null,
    )?.text ?? null

  it.each([
    ['HALF-DONE', {}, 'half_done'],
    ['halfway', {}, 'half_done'],
    ['!', {}, '!'],
    ['?', {}, null],
    ['Twill', {}, null],
    ['Twill', { grows: true }, 'twill'],
    [' ', { grows: true }, null],
    ['in T7 now', { grows: true, valuePattern: 'T[0-9]' }, 'T7'],
    ['now DONE', { grows: true, valuePattern: '[A-Z]+' }, 'done'],
    ['twill', { grows: true, valuePattern: '[A-Z]+' }, null],
  ])('reads %j with %j as %j', (said, override, expected) => {
    expect(read(said, override)).toBe(expected)
  })
})

describe('the key of a value that was normalised before', () => {
  it.each([
    ['owner', { text: 'Ilse Okoro', entityId: 'e1' }, 'e1'],
    ['owner', { text: 'The Weavers', entityId: null }, 'weaver'],
    ['summary', { text: 'the loom is new', entityId: null }, 'loom new'],
    ['due_date', { text: '2026-Q4', entityId: null }, '2026-Q4'],
    ['status', { text: 'in_progress', entityId: null }, 'in_progress'],
  ])('of %s %j is %j', (name, value, key) => {
    expect(keyOfValue(dimension(name), value)).toBe(key)
  })

  it('is its text where the dimension is gone', () => {
    expect(keyOfValue(undefined, { text: 'the Loom', entityId: null })).toBe('the Loom')
  })

  it('of a free text is the key that it gets when it is normalised', () => {
    const said = '  the  loom is new '
    expect(textKeyOf(said)).toBe(normaliseValue(dimension('summary'), said, null)?.key)
  })
})

describe('isSameText', () => {
  it.each([
    ['the vendor contract', 'contract of the vendor', true],
    ['waiting on legal sign off', 'legal sign off is missing', true],
    ['vendor contract', 'vendor invoice', false],
    ['approval of budget 2026', 'approval of budget 2027', false],
    ['legal', 'legal review of contract', false],
  ])('%j and %j: %j', (a, b, same) => {
    expect(isSameText(textKey(a), textKey(b))).toBe(same)
  })
})

describe('shiftValue', () => {
  it.each([
    ['due_date', '2026-03-31', 'P14D', '2026-04-14'],
    ['due_date', '2026-03-31', '-P2W', '2026-03-17'],
    ['due_date', '2026-01-31', 'P1M', '2026-02-28'],
    ['due_date', '2026-01-31', '-P2M', '2025-11-30'],
    ['due_date', '2024-02-29', 'P1Y', '2025-02-28'],
    ['due_date', '2026-Q3', 'P14D', null],
    ['due_date', '2026-03-31', 'P', null],
    ['due_date', '2026-03-31', 'two weeks', null],
    ['progress', '60%', '10%', '70%'],
    ['budget', '38000 USD', '-3000', '35000 USD'],
    ['status', 'done', '1', null],
  ])('%s %j by %j is %j', (name, current, by, moved) => {
    expect(shiftValue(dimension(name), current, by)).toBe(moved)
  })
})
