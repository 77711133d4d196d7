import { describe, expect, it } from 'vitest'
import { nameKey } from '../../../../src/domain/name/name.ts'
import { wordsOf } from '../../../../src/domain/name/words.ts'

describe('nameKey', () => {
  it.each([
    ['The Calendar Sync', 'calendar sync'],
    ['calendar-sync', 'calendar sync'],
    ['CalendarSync', 'calendar sync'],
    ['Calendar  Syncs', 'calendar sync'],
    ["Calendar Sync's", 'calendar sync'],
    ['Intl.NumberFormat V3', 'intl number format v3'],
    ['EIP-1559', 'eip 1559'],
    ['#4567', '#4567'],
    ['C++', 'c++'],
    ['F#', 'f#'],
    ['release 2.7', 'release 2.7'],
    ['1,200 seats', '1200 seat'],
    ['the APIs', 'api'],
    ['Stories', 'story'],
    ['Boxes', 'box'],
    ['Status', 'status'],
    ['SOC 2 audit', 'soc 2 audit'],
    ['ﬁle ｉｎｄｅｘ', 'file index'],
    ['At\u200blas', 'atla'],
    ['O’Brien', 'obrien'],
    ['O’Sullivan', 'osullivan'],
    ['Gas ties', 'gas ties'],
    ['Chessboards', 'chessboard'],
    ['Blöcks', 'blöck'],
    ['The', 'the'],
    ['…', ''],
  ])('reads %j as %j', (surface, key) => {
    expect(nameKey(surface)).toBe(key)
  })

  it.each([
    ['Size', 'Sizes'],
    ['Cache', 'Caches'],
    ['Glaze', 'Glazes'],
    ['Box', 'Boxes'],
    ['Batch', 'Batches'],
    ['Press', 'Presses'],
    ['Kiln', 'Kilns'],
    ['Story', 'Stories'],
    ['House', 'Houses'],
  ])('reads %j and %j as one', (one, many) => {
    expect(nameKey(many)).toBe(nameKey(one))
  })

  it('gives a key its own key', () => {
    for (const surface of [
      'The Caches',
      'Sizes',
      'Finesse',
      'The Calendar Syncs',
      'Intl.DisplayNames v2',
      'EIP-1559',
      'Série B',
    ])
      expect(nameKey(nameKey(surface))).toBe(nameKey(surface))
  })
})

describe('wordsOf', () => {
  it('tells where each word stands in the text', () => {
    const text = "Ana's DisplayNames, v2.1!"

    const words = wordsOf(text)

    expect(words.map((word) => [word.text, text.slice(word.start, word.end)])).toEqual([
      ['ana', "Ana's"],
      ['display', 'Display'],
      ['name', 'Names'],
      ['v2', 'v2'],
      ['1', '1'],
    ])
  })

  it('takes the plural of an acronym whole', () => {
    expect(wordsOf('two APIs now')[1]).toEqual({ text: 'api', start: 4, end: 8, head: true, tail: true, joined: null })
  })

  it('marks words that were written together', () => {
    const [first, second] = wordsOf('DisplayNames')

    expect(first).toMatchObject({ head: true, tail: false, joined: { text: 'displayname', words: 2 } })
    expect(second).toMatchObject({ head: false, tail: true, joined: null })
  })

  it('takes time that grows with the text only', () => {
    expect(wordsOf('aA'.repeat(100_000))).toHaveLength(100_001)
  })
})
