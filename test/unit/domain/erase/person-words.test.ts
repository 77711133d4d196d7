import { describe, expect, it } from 'vitest'
import { personWords, pseudonymOf } from '../../../../src/domain/erase/person-words.ts'
import { isPlaceholderSpeaker } from '../../../../src/domain/meeting/speaker.ts'

/** JavaScript has no character classes of POSIX; for letters and digits these are the same. */
const finds = (pattern: string, text: string): boolean =>
  new RegExp(pattern.replaceAll('[[:alnum:]]', '[\\p{L}\\p{N}]'), 'iu').test(text)

describe('what is looked for of a person', () => {
  const { pattern, called } = personWords(['Ana Ruiz-Soto'], ['Ana', 'Ruiz Ana', 'ana.ruiz@example.test'])

  it.each([
    ['the full name', 'so ANA  Ruiz-Soto said', true],
    ['its possessive', 'Ana Ruiz-Soto’s plan', true],
    ['an address', 'write to ana.ruiz@example.test.', true],
    ['no address that only ends alike', 'xana.ruiz@example.test', false],
    ['no first name alone, which may be anybody’s', 'Ana said so', false],
    ['no longer word', 'Ana Ruiz-Sotomayor', false],
  ])('is in the talk %s', (_what, text, expected) => {
    expect(finds(pattern, text)).toBe(expected)
  })

  it('is as a speaker whatever the record calls them', () => {
    expect(called).toEqual(['ana', 'ana ruiz-soto', 'ana.ruiz@example.test', 'ruiz ana'])
  })

  it('is a single name too where that is what was asked for', () => {
    expect(finds(personWords(['Brixondul'], []).pattern, 'then Brixondul left')).toBe(true)
  })
})

describe('a pseudonym', () => {
  it('is the same for one erasure, and never taken for a person', () => {
    expect(pseudonymOf('a')).toBe(pseudonymOf('a'))
    expect(isPlaceholderSpeaker(pseudonymOf('a'))).toBe(true)
  })
})
