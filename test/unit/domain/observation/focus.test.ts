import { describe, expect, it } from 'vitest'
import { type Focus, focusOf, type OpenPosition, type Place } from '../../../../src/domain/observation/attach.ts'

/**
 * A talk in which `[name]` is a name, `[name/other]` a place where two are spelled, `[name!]` one of a catalogue and
 * `[name?]` one of a type that cannot be meant; `@` is where the cue stands. Lines that begin with `:` nobody speaks.
 */
const focusIn = (lines: string[], { title = '', within = null as OpenPosition['within'] } = {}) => {
  const places: Place[] = []
  const cue = { segment: 0, start: 0, within }
  const read = (line: string, segment: number): string => {
    let text = ''
    for (const part of line.split(/(\[[^\]]*\]|@)/)) {
      if (part === '@') Object.assign(cue, { segment, start: text.length })
      const names = /^\[(.*)\]$/.exec(part)?.[1]?.split('/')
      const shown = part === '@' ? '' : names ? (names[0] ?? '').replace(/[!?]/, '') : part
      if (names)
        places.push({
          ...{ segment, start: text.length, end: text.length + shown.length },
          names: names.map((name) => ({
            id: name.replace(/[!?]/, ''),
            type: name.endsWith('?') ? 'other' : 'thing',
            imported: name.endsWith('!'),
          })),
        })
      text += shown
    }
    return text
  }
  const shownTitle = read(title, -1)
  const segments = new Map(
    lines.map((line, at) => [
      at,
      { speaker: line.startsWith(':') ? null : 'Ilse', text: read(line.replace(/^:\s*/, ''), at) },
    ]),
  )
  const focus: Focus = { places, segments, title: shownTitle }
  return focusOf(focus, cue, (type) => type === 'thing')
}
const found = (...args: Parameters<typeof focusIn>) => {
  const focus = focusIn(...args)
  return focus && `${focus.id} (${focus.method})`
}

describe('what an open observation is about, in its sentence', () => {
  it.each([
    ['the nearest before it', '[loom] or [warp] is @done, not [weft]', 'warp (sentence)'],
    ['the first after it when none is before', 'now @done are [loom] and [warp]', 'loom (sentence)'],
    ['one right at the cue', 'so @[loom] it is', 'loom (sentence)'],
    ['the catalogue’s among those that are spelled alike', '[loom/warp!] is @done', 'warp (sentence)'],
    ['one that fits, not another that does not', '[loom?/warp] is @done', 'warp (sentence)'],
    ['nothing when two are spelled alike', '[loom/warp] is @done', null],
    ['nothing when two of the catalogue are spelled alike', '[loom!/warp!] is @done', null],
    ['one before the cue that fits', '[loom] for [warp?] is @done', 'loom (sentence)'],
  ])('is %s', (_what, line, expected) => {
    expect(found([line])).toBe(expected)
  })

  it.each([
    ['. ', 'segment'],
    ['! ', 'segment'],
    ['? ', 'segment'],
    ['; ', 'segment'],
    ['… ', 'segment'],
    ['." ', 'segment'],
    ['.’ ', 'segment'],
    ['\n', 'segment'],
    [', ', 'sentence'],
    [': ', 'sentence'],
    ['.2 ', 'sentence'],
  ])('ends before %j or not: %s', (mark, method) => {
    expect(focusIn([`the [loom]${mark}it is @done`])).toMatchObject({ id: 'loom', method })
  })

  it('does not reach into the next one', () => {
    expect(found(['it is @done. The [loom] waits'])).toBeNull()
    expect(found(['it is @done.[loom]'])).toBe('loom (sentence)')
  })

  it('is what the title says for what the title says', () => {
    expect(found([], { title: 'the [loom]. All @done' })).toBe('loom (sentence)')
  })

  it('is nothing when two names at the deciding place fit, whatever was spoken of before', () => {
    expect(found(['our [weft]', '[loom/warp] is @done'])).toBeNull()
  })
})

describe('what an open observation is about, by what was announced', () => {
  it.each([
    ['a heading', [': [loom]', 'it is @done'], 'loom (heading)'],
    ['the last heading', [': [loom]', ': [warp]', 'it is @done'], 'warp (heading)'],
    ['the heading over what else was said', [': [loom]', 'our [warp] is new', 'it is @done'], 'loom (heading)'],
    ['what was said before when somebody speaks it', ['[loom]', 'it is @done'], 'loom (back)'],
    ['what was said before where a full stop ends it', [': The [loom] is new. ', 'it is @done'], 'loom (back)'],
    ['a heading with a full stop inside', [': the [loom] v. two', 'it is @done'], 'loom (heading)'],
    ['a heading of fourteen words', [': [loom] 2 3 4 5 6  7 8 9 10 11 12 13 14', 'it is @done'], 'loom (heading)'],
    ['no heading of fifteen words', [': [loom] 2 3 4 5 6 7 8 9 10 11 12 13 14 15', 'it is @done'], 'loom (back)'],
    ['no heading that comes later', ['it is @done', ': [loom]'], null],
    ['nothing its own line announces', [': it is new. All @done; [loom]'], null],
    ['no heading about what cannot be meant', [': [loom?]', 'it is @done'], null],
    ['the thing that fits in a heading', [': [loom?] and [warp]', 'it is @done'], 'warp (heading)'],
  ])('is %s', (_what, lines, expected) => {
    expect(found(lines)).toBe(expected)
  })

  it.each([
    ['[loom] and [warp]', null],
    ['[loom] or [warp]', null],
    ['[loom] vs. [warp]', null],
    ['[loom] vs [warp]', null],
    ['[loom] versus [warp]', null],
    ['[loom] plus [warp]', null],
    ['[loom], [warp]', null],
    ['[loom]/[warp]', null],
    ['[loom] & [warp]', null],
    ['[loom]and [warp]', null],
    ['[loom] and[warp]', null],
    ['[loom] for [warp]', 'loom (title)'],
    ['[loom] ([warp]) and so on', 'loom (title)'],
    ['a, b: [loom] – [warp]', 'loom (title)'],
    ['[loom] brand [warp]', 'loom (title)'],
    ['[loom], the [loom] and [loom]', 'loom (title)'],
    ['[loom], [loom] and [warp]', null],
    ['[loom/weft?], [weft?/loom]', 'loom (title)'],
    ['[loom], [warp?]', 'loom (title)'],
  ])('is the one thing in the title, not one of several: %s', (title, expected) => {
    expect(found(['it is @done'], { title })).toBe(expected)
  })
})

describe('what an open observation is about, by what was spoken of', () => {
  const pause = (count: number) => Array.from({ length: count }, () => 'hm')

  it.each([
    ['earlier in the segment', ['[loom] first. Then [warp]. It is @done. The [weft]'], 'warp (segment)'],
    ['earlier in the segment, over before it', ['the [loom]', 'our [warp]. It is @done'], 'warp (segment)'],
    ['in the segments before', ['the [loom]', 'our [warp]', 'it is @done', 'my [weft]'], 'warp (back)'],
    ['twelve segments before', ['the [loom]', ...pause(11), 'it is @done'], 'loom (back)'],
    ['thirteen segments before: out of mind', ['the [loom]', ...pause(12), 'it is @done'], null],
    ['what fits', ['the [loom]', 'our [warp?]', 'it is @done'], 'loom (back)'],
  ])('is %s', (_what, lines, expected) => {
    expect(found(lines)).toBe(expected)
  })

  it('is less sure the further away it was found', () => {
    const penalty = (...args: Parameters<typeof focusIn>) => focusIn(...args)?.penalty

    expect([
      penalty(['the [loom] is @done']),
      penalty([': [loom]', 'it is @done']),
      penalty(['it is @done'], { title: '[loom]' }),
      penalty(['the [loom]. It is @done']),
      penalty(['hm', 'the [loom]', 'it is @done']),
      penalty(['hm', 'the [loom]', 'hm', 'hm', 'it is @done']),
    ]).toEqual([0, 3, 5, 5, 10, 14])
  })
})

describe('what an open observation is about, within a stretch of the talk', () => {
  const lines = ['ab [loom] cd', 'ef [warp] gh. It is @done, [weft]']

  it.each([
    ['from before the name', { segment: 0, start: 0, end: 99 }, 'weft (sentence)'],
    ['up to where the name begins', { segment: 0, start: 0, end: 24 }, 'warp (segment)'],
    ['up to behind where the name begins', { segment: 0, start: 0, end: 25 }, 'weft (sentence)'],
    ['of a few words in its own segment', { segment: 1, start: 3, end: 8 }, 'warp (segment)'],
    ['that begins where the name does', { segment: 0, start: 3, end: 3 }, 'loom (back)'],
    ['that begins behind the name', { segment: 0, start: 4, end: 3 }, null],
    ['that begins in the next segment', { segment: 1, start: 0, end: 3 }, null],
  ])('%s', (_what, within, expected) => {
    expect(found(lines, { within })).toBe(expected)
  })

  it('ends in its own segment only', () => {
    expect(found(['abcdefgh [loom]', 'so it is @done'], { within: { segment: 0, start: 0, end: 2 } })).toBe(
      'loom (back)',
    )
    expect(found(['ab', 'ab [loom]', 'so it is @done'], { within: { segment: 0, start: 5, end: 2 } })).toBe(
      'loom (back)',
    )
  })
})
