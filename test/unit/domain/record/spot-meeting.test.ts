import { describe, expect, it } from 'vitest'
import { type Name, nameIdOf, nameKey, tenantScope } from '../../../../src/domain/name/name.ts'
import type { NameBook } from '../../../../src/domain/name/name-book.ts'
import type { ObservationFact } from '../../../../src/domain/observation/observation-fact.ts'
import { spotMeeting } from '../../../../src/domain/record/spot-meeting.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { segmentsOf } from '../../../factories/meetings.ts'
import { aBook, aModel, aModelWithProjects, aName } from '../../../factories/names.ts'

const tenantId = '9a3f7c1e-1111-5000-8000-000000000000'
const open: ObservationFact = {
  ...{ id: 'o', meetingId: 'm', segment: 0, ordinal: 0, start: 20, orderKey: 'K', statedName: null, typeHint: null },
  ...{ within: null, dimension: 'status', op: 'set', value: 'done', statedValueName: null, modality: 'asserted' },
  ...{ effectiveAt: null, basis: 'told', confidence: 70, cue: 'is', quote: 'said', speaker: null, startMs: null },
}

type Setting = {
  title?: string
  series?: string | null
  people?: string[]
  observations?: Partial<ObservationFact>[]
  relinks?: [Name, Name][]
  set?: (book: NameBook) => void
  model?: ReturnType<typeof aModel>
}

const spot = (names: Name[], lines: string[], setting: Setting = {}) => {
  const { title = 'Weekly', series = null, people = [], observations = [], relinks = [], set } = setting
  const model = setting.model ?? aModelWithProjects()
  const book = aBook(names, model)
  set?.(book)
  const found = spotMeeting(
    {
      ...{ tenantId, meetingId: 'm', segments: segmentsOf(...lines) },
      meeting: { title, series, participants: people.map((name) => ({ name })) },
      observations: observations.map((one) => ({ ...open, ...one })),
      relinks: relinks.map(([from, to], at) => ({
        id: `${at}`,
        meetingId: 'm',
        from: from.id,
        to: to.id,
        recorded: at,
      })),
    },
    book,
    viewOf(model),
  )
  const surface = (id: string | null | undefined) => (id ? (book.get(id)?.surface ?? id) : null)
  return {
    ...found,
    mentioned: found.mentions.map((one) => `${one.surface} ${one.method} ${surface(one.nameId)}`),
    counted: found.attachments.map((one) => surface(one.nameId)),
    unclear: found.unlinked.map(({ nameId, candidates }) => [surface(nameId), candidates.map(surface)]),
  }
}

const [clock, display] = [aName('Tide Clock'), aName('Tide Clock Display')]
const pump = aName('Bilge pump upgrade', { imported: true })

describe('a mention', () => {
  it('tells where a name was said, in the title too', () => {
    expect(spot([clock], ['Ida: the tide clock'], { title: 'Tide Clock news' }).mentions).toEqual([
      { meetingId: 'm', nameId: clock.id, segment: -1, start: 0, end: 10, surface: 'Tide Clock', method: 'exact' },
      { meetingId: 'm', nameId: clock.id, segment: 0, start: 4, end: 14, surface: 'tide clock', method: 'exact' },
    ])
  })

  it('tells how it is known what was meant', () => {
    expect(spot([clock], ['Ida: tide clock']).mentioned).toEqual(['tide clock exact Tide Clock'])
    expect(spot([clock, display], ['Ida: tide clock', 'Ida: tide clock display']).mentioned).toEqual([
      'tide clock context Tide Clock Display',
      'tide clock display exact Tide Clock Display',
    ])
    expect(spot([clock, display], ['Ida: tide clock'], { relinks: [[clock, display]] }).mentioned).toEqual([
      'tide clock relinked Tide Clock Display',
    ])
    expect(spot([pump], ['Ida: the bilge pump leaks']).mentioned).toEqual(['bilge pump context Bilge pump upgrade'])
  })

  it('of a word that names two things is one of each', () => {
    const deal = aName('Tide Clock', { type: 'deal' })

    expect(
      spot([clock, deal], ['Ida: tide clock'])
        .mentions.map(({ nameId }) => nameId)
        .sort(),
    ).toEqual([clock.id, deal.id].sort())
  })

  it('knows what another series calls so', () => {
    const own = aName('the checklist', { scope: 'series:alpha' })

    expect(spot([own], ['Ida: the checklist'], { series: 'alpha' }).mentioned).toHaveLength(1)
    expect(spot([own], ['Ida: the checklist'], { series: 'beta' }).mentioned).toEqual([])
  })
})

describe('what several things claim', () => {
  const contested = (book: NameBook) => book.setContest(clock.id, [[display.id], [pump.id]])

  it('is told with what it may mean, and mentions nothing', () => {
    const { mentioned, unlinked, counted } = spot([clock, display, pump], ['Ida: tide clock is done, at last'], {
      ...{ set: contested, observations: [{}] },
    })

    expect(mentioned).toEqual([])
    expect(unlinked).toEqual([{ meetingId: 'm', nameId: clock.id, candidates: [display.id, pump.id] }])
    expect(counted).toEqual([null])
    expect(spot([clock], ['Ida: tide clock']).unlinked).toEqual([])
  })

  it('is what is present, also where only an observation states it', () => {
    const stated = (fields: Partial<ObservationFact>) =>
      spot([clock, display, pump], ['Ida: tide clock'], { set: contested, observations: [fields] }).mentioned

    expect(stated({ statedName: pump.id })).toEqual(['tide clock context Bilge pump upgrade'])
    expect(stated({ statedValueName: pump.id })).toEqual(['tide clock context Bilge pump upgrade'])
    expect(stated({ statedName: 'gone' })).toEqual([])
  })

  it('of short forms is told three times in a text', () => {
    const words = ['Alderney', 'Bramwell', 'Corrigan', 'Dunmore']
    const names = words
      .flatMap((word) => [`${word} Ferries`, `${word} Yards`])
      .map((one) => aName(one, { imported: true }))
    const { unclear } = spot(names, [`Ida: so ${words.join(' saw ')} left`])

    expect(unclear).toHaveLength(3)
    expect(unclear[0]?.[1]).toHaveLength(2)
    expect(unclear.map(([name]) => name)).toEqual(unclear.map(([, candidates]) => candidates?.[0]))
  })
})

describe('a number that may be short for what nobody knows', () => {
  it('is no thing that an open observation is about', () => {
    const number = aName('4410')
    const link = { id: 'l', kind: 'alias', origin: 'meeting', a: number.id, b: 'BOAT-4410', recorded: 0 } as const
    const counted = (linked: boolean) =>
      spot([number], ['Ida: we said that 4410 is done'], {
        ...{ observations: [{}], set: (book: NameBook) => linked && book.putLink(link) },
      }).counted

    expect(counted(false)).toEqual(['4410'])
    expect(counted(true)).toEqual([null])
  })
})

describe('people who take part', () => {
  const person = (surface: string): Name => ({
    ...aName(surface, { type: 'person' }),
    id: nameIdOf(tenantId, 'person', tenantScope, nameKey(surface)),
  })
  const [ida, ben] = [person('Ida Moor'), person('Ben Okoye')]

  it('are meant by their first names, if the record has them', () => {
    expect(spot([ida], ['Ben Okoye: ask Ida about it'], { people: ['Ida Moor', 'Ben Okoye'] }).mentioned).toEqual([
      'Ida exact Ida Moor',
    ])
    expect(spot([], ['Ben Okoye: ask Ida about it'], { people: ['Ida Moor'] }).mentioned).toEqual([])
  })

  it('are not meant by their initials', () => {
    expect(spot([], ['Zed: ask IM or Im'], { people: ['Ida Moor'] }).mentioned).toEqual([])
    expect(spot([ida], ['Zed: ask IM or Im'], { people: ['Ida Moor'] }).mentioned).toEqual([])
  })

  it('are present, also where nobody names them', () => {
    const alias = aName('the skipper', { type: 'person' })
    const set = (book: NameBook) => book.setContest(alias.id, [[ida.id], [ben.id]])

    expect(spot([alias, ida, ben], ['Zed: ask the skipper'], { set, people: ['Ben Okoye'] }).mentioned).toEqual([
      'skipper context Ben Okoye',
    ])
  })

  it('are nobody in a model without people', () => {
    const model = aModel({ types: aModel().types.map((type) => ({ ...type, person: false })) })

    expect(spot([ida], ['Zed: ask Ida'], { model, people: ['Ida Moor'] }).mentioned).toEqual([])
  })
})
