import { describe, expect, it } from 'vitest'
import { nameKey } from '../../../src/domain/name/name.ts'
import { rankNames } from '../../../src/usecases/entities/rank-names.ts'

const names = ['Atlas', 'Atlas Migration', 'New Atlas', 'Beacon', 'Subatlas', 'Ana Ruiz'].map((surface) => ({
  ...{ surface, key: nameKey(surface), entityId: surface },
  ...{ imported: true, guessed: false, person: surface === 'Ana Ruiz' },
}))

const found = (typed: string) => rankNames(typed, names).map((entry) => entry.entityId)

describe('rankNames', () => {
  it('puts the same name first, then beginnings, words and parts', () => {
    expect(found('atlas')).toEqual(['Atlas', 'Atlas Migration', 'New Atlas', 'Subatlas'])
  })

  it('forgives case, articles, plurals and typing errors', () => {
    expect(found('the ATLAS')[0]).toBe('Atlas')
    expect(found('beakon')).toEqual(['Beacon'])
    expect(found('ana riuz')).toEqual(['Ana Ruiz'])
  })

  it('finds nothing where nothing is alike', () => {
    expect(found('zebra')).toEqual([])
    expect(found('…')).toEqual([])
  })

  it('counts an entity once, by its best name', () => {
    const two = [
      ...names,
      { surface: 'A1', key: 'a1', entityId: 'Atlas', imported: true, guessed: false, person: false },
    ]
    expect(rankNames('atlas', two).filter((entry) => entry.entityId === 'Atlas')).toEqual([
      { entityId: 'Atlas', method: 'name', score: 1000 },
    ])
  })

  it('takes the short forms by which meetings mean a listed thing before other parts of names', () => {
    const listed = ['Harbour Ledger', 'Old harbour walls', 'Quay Intake Form for guests'].map((surface) => ({
      ...{ surface, key: nameKey(surface), entityId: surface, imported: true, guessed: false, person: false },
    }))

    expect(rankNames('harbour', listed).map(({ entityId, method }) => [entityId, method])).toEqual([
      ['Harbour Ledger', 'short_form'],
      ['Old harbour walls', 'part'],
    ])
    expect(rankNames('quay form', listed)[0]?.method).not.toBe('short_form')
    expect(rankNames('the quay intake form', listed)[0]).toMatchObject({ method: 'short_form' })
    expect(
      rankNames(
        'harbour',
        listed.map((name) => ({ ...name, imported: false })),
      )[0]?.method,
    ).toBe('part')
  })
})
