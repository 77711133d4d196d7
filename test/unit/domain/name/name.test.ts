import { describe, expect, it } from 'vitest'
import {
  cleanSurface,
  compare,
  compareSources,
  type NameSource,
  nameFromSources,
  nameIdOf,
  nameKey,
  nameScope,
} from '../../../../src/domain/name/name.ts'

const source = (override: Partial<NameSource> = {}): NameSource => ({
  ...{ nameId: 'id', type: 'feature', scope: 'tenant', key: 'loom', surface: 'Loom', kind: 'pattern' },
  ...{ guessed: false, sourceId: 'meeting', orderKey: '5', ...override },
})

describe('a name', () => {
  it('is one thing for a tenant, a generic one for each series', () => {
    expect(nameScope(false, 'weaving')).toBe('tenant')
    expect(nameScope(true, 'weaving')).toBe('series:weaving')
    expect(nameScope(true, null)).toBe('tenant')
  })

  it('has an id by tenant, type, scope and key', () => {
    const ids = [
      nameIdOf('t', 'feature', 'tenant', 'loom'),
      nameIdOf('u', 'feature', 'tenant', 'loom'),
      nameIdOf('t', 'deal', 'tenant', 'loom'),
      nameIdOf('t', 'feature', 'series:a', 'loom'),
      nameIdOf('t', 'feature', 'tenant', 'warp'),
    ]

    expect(new Set(ids).size).toBe(5)
    expect(nameIdOf('t', 'feature', 'tenant', 'loom')).toBe(ids[0])
  })

  it('is shown in one line of bounded length', () => {
    expect(cleanSurface('  The \n big\t\tLoom ')).toBe('The big Loom')
    expect(cleanSurface('warp '.repeat(100)).length).toBeLessThanOrEqual(200)
    expect(nameKey('warp '.repeat(100)).length).toBeLessThanOrEqual(200)
  })

  it.each([
    ['A Loom', 'loom'],
    ['An the Loom', 'loom'],
    ['Loom the', 'loom the'],
    ['the', 'the'],
  ])('has no article before it: %s', (surface, key) => {
    expect(nameKey(surface)).toBe(key)
  })
})

describe('the sources of a name', () => {
  const early = source({ surface: 'LOOM', orderKey: '1' })
  const late = source({ surface: 'the loom', orderKey: '9' })
  const listed = source({ surface: 'Loom 5000', orderKey: '7', kind: 'import' })

  it.each([
    ['an import before others', [early, listed], 'Loom 5000', true, '7'],
    ['an import before others', [listed, early], 'Loom 5000', true, '7'],
    ['the earliest', [late, early], 'LOOM', false, '1'],
    ['the earliest', [early, late], 'LOOM', false, '1'],
    ['the earliest import', [listed, { ...listed, surface: 'Loom', orderKey: '3' }], 'Loom', true, '3'],
    ['the first by its spelling', [late, { ...late, surface: 'Loom' }], 'Loom', false, '9'],
    ['the first by its spelling', [{ ...late, surface: 'Loom' }, late], 'Loom', false, '9'],
  ])('are told by the best of them: %s', (_what, sources, surface, imported, firstKey) => {
    expect(nameFromSources(sources)).toEqual({
      ...{ id: 'id', type: 'feature', scope: 'tenant', key: 'loom', guessed: false },
      ...{ surface, imported, firstKey },
    })
  })

  it('guess a type only when all of them do', () => {
    const guess = source({ guessed: true })

    expect(nameFromSources([guess, guess])?.guessed).toBe(true)
    expect(nameFromSources([guess, source()])?.guessed).toBe(false)
  })

  it('support no name when there are none', () => {
    expect(nameFromSources([])).toBeUndefined()
  })

  it('have a fixed order', () => {
    expect(compareSources(source(), source())).toBe(0)
    expect(Math.sign(compareSources(early, listed))).toBe(1)
    expect([compare('a', 'b'), compare('b', 'a'), compare('a', 'a')]).toEqual([-1, 1, 0])
  })
})
