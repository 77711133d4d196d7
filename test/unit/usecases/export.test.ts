import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarText, component, contentLine } from '../../../src/usecases/export/calendar.ts'
import { csvLine } from '../../../src/usecases/export/csv.ts'
import { toCsv, toJsonLines } from '../../../src/usecases/export/encode-rows.ts'
import { firstSource, tellSource } from '../../../src/usecases/export/first-source.ts'
import { exportKindNames, exportKinds } from '../../../src/usecases/export/kinds.ts'
import { localDay } from '../../../src/usecases/export/local-day.ts'
import { lumps } from '../../../src/usecases/export/lumps.ts'
import { markdownText } from '../../../src/usecases/export/markdown.ts'
import { peek } from '../../../src/usecases/export/peek.ts'
import { planExport } from '../../../src/usecases/export/plan-export.ts'
import { createTurns } from '../../../src/usecases/export/turns.ts'
import { parseCsv } from '../../support/parse-csv.ts'
import { tries } from '../../support/properties.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 200 })
const difficult = fc.oneof(text, fc.stringMatching(/^[=+\-@\t\r\n",; '0-9a]{0,12}$/))

async function* given<Item>(...items: Item[]): AsyncGenerator<Item> {
  yield* items
}
const collect = async (texts: AsyncIterable<string>): Promise<string[]> => {
  const all: string[] = []
  for await (const one of texts) all.push(one)
  return all
}

describe('a line of CSV', () => {
  it('reads back as it was, but for the apostrophe before what begins like a formula', () => {
    fc.assert(
      fc.property(fc.array(difficult, { minLength: 1, maxLength: 5 }), (cells) => {
        const [row = [], ...rest] = parseCsv(csvLine(cells))
        expect(rest).toEqual([])
        expect(row.map((cell, at) => (cell === `'${cells[at]}` ? cells[at] : cell))).toEqual(cells)
        for (const cell of row) expect(cell).not.toMatch(/^[=+@\t\r\n]/)
      }),
      tries(300),
    )
  })

  it.each([
    ['=1+1', `"'=1+1"`],
    ['+49 30 1234', `"'+49 30 1234"`],
    ['-P14D', `"'-P14D"`],
    ['@Ana', `"'@Ana"`],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    ['＝1+1', `"'＝1+1"`],
    ['-12.5', '"-12.5"'],
    ['a "word"', '"a ""word"""'],
    ['', '""'],
    [-12.5, '-12.5'],
    [0, '0'],
    [false, 'false'],
    [null, ''],
    [undefined, ''],
    [new Date('2026-03-04T10:00:00Z'), '2026-03-04T10:00:00.000Z'],
    [['=1', 2], '"[""=1"",2]"'],
  ])('has %j as %s', (value, cell) => {
    expect(csvLine([value, 'x'])).toBe(`${cell},"x"\r\n`)
  })
})

describe('rows', () => {
  const columns = ['b', 'a']

  it('have their fields in the order of the columns and nothing else, with null where there is none', async () => {
    const pages = () => given<object[]>([{ a: 1, b: 'x', c: 'hidden' }], [{ a: null }])

    expect((await collect(toJsonLines(columns, pages()))).join('')).toBe('{"b":"x","a":1}\n{"b":null,"a":null}\n')
    expect((await collect(toCsv(columns, pages()))).join('')).toBe('"b","a"\r\n"x",1\r\n,\r\n')
  })

  it('of nothing are an empty file, or a header', async () => {
    expect(await collect(toJsonLines(columns, given<object[]>()))).toEqual([])
    expect(await collect(toCsv(columns, given<object[]>()))).toEqual(['"b","a"\r\n'])
  })
})

describe('a content line', () => {
  it('is folded at 75 octets within no character, and unfolds to what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (value) => {
        const escaped = calendarText(value)
        const line = contentLine('SUMMARY', escaped)
        for (const part of line.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
        expect(Buffer.from(line).toString('utf8')).toBe(line)
        expect(line.replaceAll('\r\n ', '')).toBe(`SUMMARY:${escaped}\r\n`)
        expect(escaped).not.toMatch(/[\r\n]/)
      }),
      tries(300),
    )
  })

  it('fills 75 octets and goes on after a space', () => {
    expect(contentLine('X', 'y'.repeat(73))).toBe(`X:${'y'.repeat(73)}\r\n`)
    expect(contentLine('X', 'y'.repeat(74))).toBe(`X:${'y'.repeat(73)}\r\n y\r\n`)
    expect(contentLine('X', `${'y'.repeat(72)}é`)).toBe(`X:${'y'.repeat(72)}\r\n é\r\n`)
  })

  it('cannot be left by what stands in a text', () => {
    const injected = component('VTODO', [['SUMMARY', calendarText('x\r\nEND:VTODO\rBEGIN:VALARM\nA;B,C\\D')]])

    expect(injected.split('\r\n')).toEqual([
      'BEGIN:VTODO',
      'SUMMARY:x\\nEND:VTODO\\nBEGIN:VALARM\\nA\\;B\\,C\\\\D',
      'END:VTODO',
      '',
    ])
  })
})

describe('text in Markdown', () => {
  it.each([
    ['[click](javascript:alert(1))', '\\[click\\](javascript:alert(1))'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['two\n\n# lines', 'two \\# lines'],
    ['a*b_c`d', 'a\\*b\\_c\\`d'],
    ['\u001b[31mred\u202e', '\\[31mred'],
    ['&lt;', '&amp;lt;'],
  ])('is nothing but text: %j', (said, shown) => {
    expect(markdownText(said)).toBe(shown)
  })
})

describe('a plan', () => {
  it('takes every kind in each of its formats with each of its filters', () => {
    for (const what of exportKindNames) {
      const { formats, filters } = exportKinds[what]
      for (const format of formats) {
        const taken = what === 'insights' && format === 'ics' ? filters.filter((name) => name !== 'type') : filters
        expect(planExport(what, format, taken)).toEqual({ what, format })
      }
    }
  })

  it.each(['constructor', '__proto__', 'toString', ''])('knows no export by the name of %j', (what) => {
    expect(() => planExport(what, 'jsonl', [])).toThrow(/There is no export of .*: ask for meetings, /)
  })

  it('repeats only the beginning of a long name', () => {
    expect(() => planExport('x'.repeat(500), 'jsonl', [])).toThrow(new RegExp(`"${'x'.repeat(40)}":`))
  })
})

describe('turns', () => {
  it('are kept for each tenant, and given back once', () => {
    const turns = createTurns(2)
    const leave = turns.enter('one')
    turns.enter('one')
    turns.enter('other')

    expect(() => turns.enter('one')).toThrow('At most 2')
    leave()
    leave()
    turns.enter('one')
    expect(() => turns.enter('one')).toThrow('At most 2')
  })
})

describe('texts', () => {
  it('are put together to larger ones', async () => {
    const lumped = await collect(lumps(given('a'.repeat(40_000), 'b'.repeat(40_000), 'c')))

    expect(lumped.map(({ length }) => length)).toEqual([80_000, 1])
  })

  it('that cannot begin are known before the first is sent; that end early end their source', async () => {
    const failing = async function* (): AsyncGenerator<string> {
      yield* given<string>()
      throw new Error('not there')
    }
    let ended = false
    const endless = async function* (): AsyncGenerator<string> {
      try {
        for (;;) yield 'x'
      } finally {
        ended = true
      }
    }
    const texts = await peek(endless())
    const first = await texts.next()
    await texts.return?.()

    await expect(peek(failing())).rejects.toThrow('not there')
    expect([first.value, ended]).toEqual(['x', true])
  })
})

describe('whose words they are', () => {
  it('is told also where the words were removed, or nobody is known', () => {
    expect(tellSource({ speaker: 'Ana', quote: 'It is done.' })).toBe('“It is done.” — Ana')
    expect(tellSource({ speaker: 'Ana', quote: '' })).toBe('— Ana')
    expect(tellSource({ speaker: null, quote: 'It is done.' })).toBe('“It is done.”')
    expect([firstSource([]), firstSource([{ speaker: null, quote: 'x' }])]).toEqual([
      null,
      { speaker: null, quote: 'x' },
    ])
  })
})

describe('a day', () => {
  it('is that of the place of the meeting', () => {
    const late = new Date('2026-03-04T23:30:00Z')
    expect([localDay(late, 'Europe/Berlin'), localDay(late, null), localDay(late, 'Nowhere/Land')]).toEqual([
      '2026-03-05',
      '2026-03-04',
      '2026-03-04',
    ])
  })
})
