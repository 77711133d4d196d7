import { describe, expect, it } from 'vitest'
import type { Name } from '../../../../src/domain/name/name.ts'
import type { NameLink } from '../../../../src/domain/name/name-link.ts'
import { createMeaning, isPlaced, isWrittenAsName, type Relink } from '../../../../src/domain/record/name-meaning.ts'
import type { ShortMeaning } from '../../../../src/domain/record/short-meaning.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

const [short, long, other] = [aName('Tide Clock'), aName('Tide Clock Display'), aName('Harbour Tide Clock')]
const link = (kind: NameLink['kind'], origin: NameLink['origin']): NameLink => ({
  ...{ id: 'l', kind, origin, a: short.id, b: 'elsewhere', recorded: 1 },
})

type Setting = {
  present?: Name[]
  relinks?: Omit<Relink, 'id' | 'meetingId'>[]
  links?: NameLink[]
  contest?: Name[][]
  claimed?: ShortMeaning
}

/** What `name` means in a meeting where only `present` was said. */
const meaningOf = (name: Name, all: Name[], setting: Setting = {}) => {
  const book = aBook([name, ...all], aModelWithProjects())
  for (const one of setting.links ?? []) book.putLink(one)
  if (setting.contest)
    book.setContest(
      name.id,
      setting.contest.map((group) => group.map(({ id }) => id)),
    )
  const asked: string[] = []
  const meaning = createMeaning(
    book,
    new Set((setting.present ?? [name, ...all]).map(({ id }) => id)),
    (setting.relinks ?? []).map((relink, at) => ({ id: `${at}`, meetingId: 'm', ...relink })),
    {
      ofShortForm: ({ key, written, pointed }) => {
        asked.push(`${key} ${written} ${pointed}`)
        return setting.claimed
      },
    },
  )(name.id)
  const surface = (id: string | null) => (id === null ? null : (book.get(id)?.surface ?? id))
  return { ...meaning, id: surface(meaning.id), others: meaning.others.map(surface), asked }
}

describe('a name in a meeting', () => {
  it('means itself', () => {
    expect(meaningOf(short, [])).toMatchObject({ id: 'Tide Clock', method: 'stated', others: [], asked: [] })
  })

  it('means what a user said of this meeting last', () => {
    const relinks = [
      { from: short.id, to: long.id, recorded: 2 },
      { from: short.id, to: other.id, recorded: 1 },
    ]

    expect(meaningOf(short, [long, other], { relinks })).toMatchObject({ id: 'Tide Clock Display', method: 'relinked' })
    expect(meaningOf(short, [], { relinks: [{ from: short.id, to: 'gone', recorded: 1 }] }).method).toBe('stated')
  })

  it('means the only longer name that is present and holds it', () => {
    expect(meaningOf(short, [long])).toMatchObject({ id: 'Tide Clock Display', method: 'context', others: [] })
    expect(meaningOf(short, [long], { present: [] }).id).toBe('Tide Clock')
  })

  it('means itself where several longer names hold it, and tells them', () => {
    const { id, method, others } = meaningOf(short, [long, other])

    expect([id, method]).toEqual(['Tide Clock', 'stated'])
    expect(others.sort()).toEqual(['Harbour Tide Clock', 'Tide Clock Display'])
  })

  it('means what its initials are', () => {
    const tla = aName('HTC')

    expect(meaningOf(tla, [other])).toMatchObject({ id: 'Harbour Tide Clock', method: 'context' })
    expect(meaningOf(aName('htc'), [other]).id).toBe('htc')
  })

  it.each([
    ['of another type', aName('Tide Clock Display', { type: 'deal' })],
    ['of another series', aName('Tide Clock Display', { scope: 'series:weekly' })],
    ['of another version', aName('Tide Clock Display 2')],
    ['that does not hold it', aName('Tide Display Board')],
  ])('does not mean a longer name %s', (_what, one) => {
    expect(meaningOf(short, [one])).toMatchObject({ id: 'Tide Clock', method: 'stated', others: [] })
  })

  it('that a catalogue or a person has placed is no short form of another', () => {
    expect(meaningOf({ ...short, imported: true }, [long]).id).toBe('Tide Clock')
    expect(meaningOf(short, [long], { links: [link('same', 'user')] }).id).toBe('Tide Clock')
    expect(meaningOf(short, [long], { links: [link('same', 'model')] }).id).toBe('Tide Clock Display')
  })
})

describe('a name that several things claim', () => {
  const groups = [[long], [other, aName('Tide Wall')]]
  const all = groups.flat()

  it('means the one that is present', () => {
    expect(meaningOf(short, all, { contest: groups, present: [aName('Tide Wall')] })).toMatchObject({
      ...{ id: 'Tide Wall', method: 'context', others: [] },
    })
  })

  it('means none where several are present or none is, and tells which', () => {
    expect(meaningOf(short, all, { contest: groups, present: [long, aName('Tide Wall')] })).toMatchObject({
      ...{ id: null, method: 'context', others: ['Tide Clock Display', 'Tide Wall'] },
    })
    expect(meaningOf(short, all, { contest: groups, present: [] })).toMatchObject({
      ...{ id: null, others: ['Tide Clock Display', 'Harbour Tide Clock'] },
    })
  })
})

describe('a name of a guessed type', () => {
  const guess = aName('Tide Clock', { guessed: true })

  it('is asked about as a short form, in the way in which it is written', () => {
    expect(meaningOf(guess, []).asked).toEqual(['tide clock true true'])
    expect(meaningOf(aName('tide clock', { guessed: true }), []).asked).toEqual(['tide clock false true'])
    expect(meaningOf(guess, [], { links: [link('alias', 'meeting')] }).asked).toEqual([])
  })

  it('means what the short form means, if that is one thing', () => {
    expect(meaningOf(guess, [other], { claimed: { id: other.id } })).toMatchObject({
      ...{ id: 'Harbour Tide Clock', method: 'context', others: [] },
    })
    expect(meaningOf(guess, [], { claimed: { others: ['x', 'y'] } })).toMatchObject({ id: 'Tide Clock', others: [] })
  })

  it('means what its namesake of a told type does, if they are one thing', () => {
    const twin = aName('Tide Clock', { type: 'deal' })
    const book = aBook([guess, twin])
    for (const { id } of [guess, twin]) book.setThing(id, twin.id)
    const meaning = createMeaning(book, new Set(), [], { ofShortForm: () => undefined })

    expect(meaning(guess.id)).toEqual({ id: twin.id, method: 'stated', others: [] })
    expect(meaning(guess.id)).toBe(meaning(guess.id))
  })
})

describe('a place among names', () => {
  it.each([
    ['a user who unites', link('same', 'user'), true],
    ['a meeting that tells an alias', link('alias', 'meeting'), true],
    ['a user who keeps apart', link('different', 'user'), false],
    ['a model', link('same', 'model'), false],
  ])('is given by %s: %j', (_who, one, expected) => {
    const book = aBook([short])
    book.putLink(one)

    expect(isPlaced(book, short.id)).toBe(expected)
  })

  it('is given by a pinned title, and by nobody otherwise', () => {
    const book = aBook([short])
    expect(isPlaced(book, short.id)).toBe(false)
    book.putPin({ id: 'p', nameId: short.id, title: 'Clock', recorded: 1 })
    expect(isPlaced(book, short.id)).toBe(true)
  })

  it('is told by a capital at the beginning', () => {
    const written = (surface: string) => isWrittenAsName({ name: { surface } } as Parameters<typeof isWrittenAsName>[0])

    expect(['Tide', 'Élan', 'tIDE', '4 Tides'].map(written)).toEqual([true, true, false, false])
  })
})
