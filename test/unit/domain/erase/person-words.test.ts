import { describe, expect, it } from 'vitest'
import { personWords, pseudonymOf } from '../../../../src/domain/erase/person-words.ts'
import { isPlaceholderSpeaker } from '../../../../src/domain/meeting/speaker.ts'

/** JavaScript has no character classes of POSIX; for letters and digits these are the same. */
const finds = (pattern: string, text: string): boolean =>
  new RegExp(pattern.replaceAll('[[:alnum:]]', '[\\p{L}\\p{N}]'), 'iu').test(text)

describe('what is looked for of a person', () => {
  const ana = () => personWords([' Ana Ruiz-Soto '], ['Ana', 'Ruiz Ana', ' ', 'ana.ruiz@example.test', 'ANA'])

  it.each([
    ['the full name', 'so ANA  Ruiz-Soto said', true],
    ['its possessive', 'Ana Ruiz-Soto’s plan', true],
    ['an address', 'write to ana.ruiz@example.test.', true],
    ['no address that only ends alike', 'xana.ruiz@example.test', false],
    ['no first name alone, which may be anybody’s', 'Ana said so', false],
    ['no longer word', 'Ana Ruiz-Sotomayor', false],
    ['no word that only looks like the address', 'ana-ruiz@example.test', false],
    ['nothing else', 'so Ben said', false],
  ])('is in the talk %s', (_what, text, expected) => {
    expect(finds(ana().pattern, text)).toBe(expected)
  })

  it('is as a speaker whatever the record calls them', () => {
    expect(ana().called).toEqual(['ana', 'ana ruiz-soto', 'ana.ruiz@example.test', 'ruiz ana'])
  })

  it('is a single name too where that is what was asked for', () => {
    expect(finds(personWords([' Brixondul '], ['Ana']).pattern, 'then Brixondul left')).toBe(true)
    expect(finds(personWords(['Brixondul', 'Ana Ruiz'], ['Ruiz']).pattern, 'then Ruiz left')).toBe(false)
  })

  it('is the longest form first, so that no part of a name is left behind', () => {
    const { pattern } = personWords(['Ana Ruiz', 'Ana Ruiz  Soto', 'Eva Ruiz'], [])

    expect(pattern).toContain(String.raw`(ana\s+ruiz\s+soto|ana\s+ruiz|eva\s+ruiz)`)
  })
})

describe('a pseudonym', () => {
  it('is the same for one erasure, and never taken for a person', () => {
    expect(pseudonymOf('a')).toBe(pseudonymOf('a'))
    for (const erasure of ['a', 'b', 'erasure-31']) {
      expect(pseudonymOf(erasure)).toMatch(/^Person \d{4}$/)
      expect(isPlaceholderSpeaker(pseudonymOf(erasure))).toBe(true)
    }
  })

  it('tells erasures apart', () => {
    expect(new Set(['a', 'b', 'c'].map(pseudonymOf)).size).toBe(3)
  })
})
