import { describe, expect, it } from 'vitest'
import { edgeBetween } from '../../../../src/domain/name/edge.ts'
import { shapeOf } from '../../../../src/domain/name/shape.ts'
import { aName } from '../../../factories/names.ts'

const shape = (surface: string, type = 'feature') =>
  shapeOf(aName(surface, { type }), { person: type === 'person', assumed: false, identifiers: [] })

const between = (a: string, b: string, type?: string) => {
  const edge = edgeBetween(shape(a, type), shape(b, type))
  return edge && `${edge.strength} ${edge.method}`
}

describe('edgeBetween', () => {
  it.each([
    ['Calendar Sync', 'CalendarSync', null], // one key, hence one name
    ['Big Int', 'bigint', 'link exact'],
    ['ABC-123', 'ABC123', 'link exact'],
    ['SHIFT-2207 drawer crash', 'SHIFT-2207', 'link identifier'],
    ['Getting last element of Array', 'Getting last element from Array', 'link words'],
    ['Recurring shifts', 'Recuring shifts', 'link spelling'],
    ['Observability', 'Observabilty', 'link spelling'],
    ['TLA', 'Three letter acronym', 'soft initials'],
    ['Sync calendar', 'Calendar sync', 'suggestion order'],
    ['Nullish coalescing', 'Nullish coalescing operator', 'suggestion contained'],
  ])('%j and %j: %j', (a, b, expected) => {
    expect(between(a, b)).toBe(expected)
  })

  it.each([
    ['Calendar Sync', 'Calendar Sharing'],
    ['Payroll API', 'Payroll Export'],
    ['Intl.DisplayNames', 'Intl.DisplayNames v2'],
    ['SOC 2 audit', 'SOC 3 audit'],
    ['SHIFT-2207', 'SHIFT-2270'],
    ['#4567', '#4568'],
    ['April release', 'May release'],
    ['Checkout', 'Checklist'],
    ['Upload page', 'Unload page'],
    ['Phase 1 2', 'Phase 12'],
  ])('keeps %j and %j apart', (a, b) => {
    expect(between(a, b)?.startsWith('link') ?? false).toBe(false)
  })

  it('links no two people by a likeness of one word', () => {
    expect(between('Hansen', 'Hanson', 'person')).toBe('suggestion similar')
    expect(between('Mateusz Wolski', 'Matteusz Wolski', 'person')).toBe('link spelling')
    expect(between('Ana', 'Ana Ruiz', 'person')).toBe('suggestion contained')
  })

  it('compares names of one type and scope only', () => {
    expect(edgeBetween(shape('Big Int'), shape('bigint', 'deal'))).toBeNull()
  })

  it('is the same from both sides', () => {
    const surfaces = [
      'Big Int',
      'bigint',
      'TLA',
      'Three letter acronym',
      'Recurring shifts',
      'Recuring shifts',
      'Shift templates',
    ]
    for (const a of surfaces) for (const b of surfaces) expect(between(a, b)).toBe(between(b, a))
  })
})
