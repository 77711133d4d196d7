import { describe, expect, it } from 'vitest'
import { edgeAcrossTypes, edgeBetween } from '../../../../src/domain/name/edge.ts'
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

  it.each([
    ['Loom', 'Loom of', 'suggestion order'],
    ['Loom rack', 'Looms racks of', 'link words'],
    ['SHIFT-2207 drawer crash', 'Drawer crash', null],
    ['AB', 'Alder Bobbin', null],
    ['AB2', 'Alder bobbin 2', null],
    ['WBS', 'Warp bobbin stand', 'soft initials'],
    ['WBS', 'Warp bobbin rack', null],
    ['Wbs', 'Warp bobbin stand', null],
    ['Alder bobbin next', 'Alder bobbin', 'suggestion similar'],
    ['Shuttles beta', 'Shutles beta', 'suggestion similar'],
    ['Bobbin next', 'Bobin next', 'suggestion similar'],
    ['Shuttle beta', 'Shuttel next', null],
    ['Treadles brakes', 'Threadles brakes', 'link spelling'],
    ['Treadles brakes', 'Breadles brakes', null],
    ['Treadle brakes', 'Tredle braces', null],
    ['Heddlexx', 'Heddlexxx', 'link spelling'],
    ['Heddlex', 'Heddlexx', 'suggestion similar'],
    ['lacemakr', 'lacemaker', 'link spelling'],
    ['alder pin bobbin wax', 'alder pin bobbin wix', 'suggestion similar'],
    ['Spindles 2', 'Spindle 3', null],
    ['Alder bobbin lathe', 'Alder lathe', 'suggestion contained'],
    ['Alder', 'Alder bobbin', null],
    ['Alder bobbin rack', 'Alder lathe', null],
    ['Bobbin of alder', 'Alder bobbin', 'suggestion order'],
    ['Rack for alder bobbins', 'Alder bobbin stand rack', 'suggestion contained'],
  ])('tells what %j and %j are to each other: %j', (a, b, expected) => {
    expect(between(a, b)).toBe(expected)
  })

  it.each([
    ['Ruiz', 'Ana Ruiz', 'suggestion contained'],
    ['Maria', 'Ana Maria Ruiz', null],
  ])('takes a person for one by the first or the last name: %j, %j: %j', (a, b, expected) => {
    expect(between(a, b, 'person')).toBe(expected)
  })

  it('compares names of two types as if they were of one', () => {
    expect(edgeAcrossTypes(shape('Big Int'), shape('bigint', 'deal'))).toMatchObject({ method: 'exact', score: 99 })
    expect(edgeAcrossTypes(shape('bigint'), shape('Big Int', 'deal'))).toMatchObject({ method: 'exact', score: 99 })
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
