import { describe, expect, it } from 'vitest'
import { shiftValue } from '../../../../src/domain/observation/shift-value.ts'
import { isSameText, textKey } from '../../../../src/domain/observation/text-values.ts'
import { normaliseValue } from '../../../../src/domain/observation/values.ts'
import type { Dimension } from '../../../../src/domain/tracking-model/model.ts'
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
