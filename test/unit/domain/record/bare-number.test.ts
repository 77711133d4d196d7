import { expect, it } from 'vitest'
import type { Name } from '../../../../src/domain/name/name.ts'
import { createNameBook } from '../../../../src/domain/name/name-book.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { isUnknownNumber } from '../../../../src/domain/record/bare-number.ts'
import { defaultModel } from '../../../../src/domain/tracking-model/default-model.ts'

const name = (id: string, surface: string, imported = false): Name => ({
  ...{ id, surface, imported, type: 'project', scope: 'tenant', key: surface.toLowerCase(), guessed: false },
  firstKey: '',
})
const link = { id: 'l', kind: 'alias', origin: 'meeting', a: 'short', b: 'full', recorded: 0 } as const

it('tells nothing of a number whose identifier nobody listed or said in full', () => {
  const book = createNameBook(defaultModel)
  book.put(name('short', '4410'))
  book.putLink(link)
  expect(isUnknownNumber(book, 'short')).toBe(true)
  book.put(name('full', 'BOAT-4410', true))
  expect(isUnknownNumber(book, 'short')).toBe(false)
})

it('leaves other forms and numbers that are names of their own alone', () => {
  const book = createNameBook(defaultModel)
  book.put(name('short', 'the Kestrel'))
  book.putLink(link)
  book.put(name('own', '1984'))
  expect(isUnknownNumber(book, 'short')).toBe(false)
  expect(isUnknownNumber(book, 'own')).toBe(false)
})

it('tells of a number that is listed, that stands for what is known, or that nothing was said of', () => {
  const unknown = (number: Name | null, ...links: NameLink[]) => {
    const book = createNameBook(defaultModel)
    if (number) book.put(number)
    book.put(name('known', 'BOAT-4410'))
    for (const [at, one] of links.entries()) book.putLink({ ...one, id: `${at}` })
    return isUnknownNumber(book, 'short')
  }
  const number = name('short', '4410')

  expect(unknown(number, link)).toBe(true)
  expect(unknown(name('short', '4410', true), link)).toBe(false)
  expect(unknown(number, link, { ...link, b: 'known' })).toBe(false)
  expect(unknown(number, { ...link, kind: 'same' })).toBe(false)
  expect(unknown(number, { ...link, a: 'full', b: 'short' })).toBe(false)
  expect(unknown(null, link)).toBe(false)
})
