import { describe, expect, it } from 'vitest'
import { claimsOf } from '../../../../src/domain/name/claims.ts'
import { aBook, aName } from '../../../factories/names.ts'

const claims = (surface: string, options: Parameters<typeof aName>[1] = { imported: true }) => {
  const name = aName(surface, options)
  const shape = aBook([name]).shape(name.id)
  if (!shape) throw new Error('the book has no such name')
  return new Map(claimsOf(shape).map(({ key, strength }) => [key, strength]))
}

describe('claimsOf', () => {
  it.each([
    ['Bramwell Ferries', 'bramwell', 'proper'],
    ['Bilge pump upgrade', 'bilge pump', 'strong'],
    ['Keel.prototype.lift', 'keel lift', 'strong'],
    ['Mast: rigging for everybody', 'mast', 'proper'],
    ['Winter Layup (aka Dry Dock Season)', 'dry dock season', 'strong'],
    ['Buoy & Anchor', 'buoy anchor', 'strong'],
    ['Mooring fees for guests', 'mooring fee', 'strong'],
    ['Tide Table Viewer', '^ttv', 'weak'],
    ['Harbour.openSluice', 'open sluice', 'proper'],
    ['Guest berth calculator', '~berth calculator guest', 'title'],
  ])('lets %s be meant by "%s": %s', (surface, key, strength) => {
    expect(claims(surface).get(key)).toBe(strength)
  })

  it('keeps what tells versions and siblings apart in every form that means something', () => {
    const sure = [...claims('Bilge pump housing v2')].filter(([, strength]) => strength !== 'guard')

    expect(sure.filter(([key]) => !key.split(' ').includes('v2'))).toEqual([])
    expect(claims('Bilge pump housing v2').get('bilge pump')).not.toBe('strong')
    expect(claims('Mobile berth planner').get('berth planner')).toBe('guard')
  })

  it('never drops a word that describes: "steel hulls" may be others than the painted ones', () => {
    expect(claims('Painted Steel Hulls').get('steel hull')).toBe('shared')
  })

  it('takes everyday words and kinds of things only where the name itself is said', () => {
    expect(claims('Mooring plan').get('plan')).toBeUndefined()
    expect(claims('Harbour checklist').get('checklist')).toBe('weak')
  })

  it('gives names of guessed types none, and those that no catalogue lists none that mean something alone', () => {
    expect(claims('Bramwell Ferries', { guessed: true }).size).toBe(0)
    expect(new Set(claims('Bilge pump upgrade', { imported: false }).values())).toEqual(new Set(['weak']))
  })

  it('has few for each name, so that the names of a tenant stay small in memory', () => {
    expect(claims('Guest berth calculator').size).toBeLessThanOrEqual(6)
  })
})
