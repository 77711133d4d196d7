import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edgeBetween } from '../../../../src/domain/name/edge.ts'
import { spotNames, spottedText } from '../../../../src/domain/name/spot-names.ts'
import { aBook, aName } from '../../../factories/names.ts'

const spotted = (surfaces: string[], text: string, segment = 0) =>
  spotNames(aBook(surfaces.map((surface) => aName(surface))), spottedText(text, segment), null).map(
    (spot) => spot.surface,
  )

describe('spotNames', () => {
  it.each([
    [['Calendar Sync'], 'The calendar syncs are late', ['calendar syncs']],
    [['Calendar Sync'], 'CalendarSync is late', ['CalendarSync']],
    [['Calendar', 'Calendar Sync'], 'calendar sync and the calendar', ['calendar sync', 'calendar']],
    [['BigInt'], 'bigint math and BigInt', ['bigint', 'BigInt']],
    [['bigint'], 'BigInt', ['BigInt']],
    [['Intl.DisplayNames'], 'on Intl.DisplayNames today', ['Intl.DisplayNames']],
    [['Display'], 'DisplayNames', []],
    [['Sync'], 'Synchrony', []],
  ])('finds %j in %j', (names, text, found) => {
    expect(spotted(names, text)).toEqual(found)
  })

  it.each([
    [['Set'], 'we set it up', []],
    [['Set'], 'Set it up. Set that too', []],
    [['Set'], 'methods of Set are next', ['Set']],
    [['.at()'], 'look at that', []],
    [['.at()'], 'so .at() is fine', ['at']],
    [['at'], 'look at that', []],
    [['at'], 'the `at` method', ['at']],
    [['Mark'], 'mark my words', []],
    [['Mark'], 'Mark, can you?', ['Mark']],
    [['AI'], 'ai and AI', ['AI']],
    [['Temporal'], 'temporal is ready', ['temporal']],
  ])('wants ordinary and short words exactly: %j in %j', (names, text, found) => {
    expect(spotted(names, text)).toEqual(found)
  })

  it('keeps generic names inside their series', () => {
    const book = aBook([aName('gateway', { scope: 'series:a' })])

    expect(spotNames(book, spottedText('the gateway', 0), 'a')).toHaveLength(1)
    expect(spotNames(book, spottedText('the gateway', 0), 'b')).toHaveLength(0)
  })

  it('forgets a name that is removed', () => {
    const name = aName('Calendar Sync')
    const book = aBook([name, aName('Calendar')])

    book.remove(name.id)

    expect(spotNames(book, spottedText('calendar sync', 0), null).map((spot) => spot.surface)).toEqual(['calendar'])
  })
})

describe('neighbours', () => {
  const word = fc.constantFrom(
    'calendar',
    'sync',
    'share',
    'sharing',
    'payroll',
    'export',
    'import',
    'observability',
    'observabilty',
    'v2',
    'v3',
    'next',
    'of',
    'api',
  )
  const surface = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))

  it('are exactly the names that an edge leads to, whatever was added and removed before', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(surface, { maxLength: 25 }),
        fc.uniqueArray(surface, { maxLength: 8 }),
        fc.boolean(),
        (kept, gone, imported) => {
          const names = [
            ...new Map(
              kept.map((text, at) => [aName(text).id, aName(text, { imported: imported && at % 3 === 0 })]),
            ).values(),
          ]
          const book = aBook(gone.map((text) => aName(text)))
          for (const text of gone) book.remove(aName(text).id)
          for (const name of names) book.put(name)

          for (const name of names) {
            const expected = names.flatMap((other) => {
              const [a, b] = [book.shape(name.id), book.shape(other.id)]
              if (!a || !b || (name.imported && other.imported)) return []
              return edgeBetween(a, b) ? [other.id] : []
            })
            expect(
              book
                .neighbours(name.id)
                .map((found) => found.id)
                .sort(),
            ).toEqual(expected.sort())
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})
