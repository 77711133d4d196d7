import { describe, expect, it } from 'vitest'
import type { Participant } from '../../../../src/domain/meeting/meeting.ts'
import { nameIdOf, nameKey, tenantScope } from '../../../../src/domain/name/name.ts'
import { spotMeeting } from '../../../../src/domain/record/spot-meeting.ts'
import { viewOf } from '../../../../src/domain/tracking-model/model-view.ts'
import { segmentsOf } from '../../../factories/meetings.ts'
import { aBook, aModelWithProjects, aName } from '../../../factories/names.ts'

const tenantId = '9a3f7c1e-1111-5000-8000-000000000000'

const listed = (...surfaces: string[]) => surfaces.map((surface) => aName(surface, { imported: true }))

/** What was said, and what it was taken for. */
const meant = (names: ReturnType<typeof aName>[], lines: string[], title = 'Weekly', people: string[] = []) => {
  const persons = people.map((surface) => ({
    ...aName(surface, { type: 'person' }),
    id: nameIdOf(tenantId, 'person', tenantScope, nameKey(surface)),
  }))
  const book = aBook([...names, ...persons])
  const { mentions, unlinked } = spotMeeting(
    {
      tenantId,
      meetingId: 'meeting',
      meeting: {
        title,
        series: null,
        participants: people.map((name): Participant => ({ name })),
      },
      segments: segmentsOf(...lines),
      observations: [],
      relinks: [],
    },
    book,
    viewOf(aModelWithProjects()),
  )
  return {
    found: mentions.map(({ surface, nameId }) => `${surface}: ${book.get(nameId)?.surface}`),
    unclear: unlinked.map(({ candidates }) => candidates.map((id) => book.get(id)?.surface).sort()),
  }
}

describe('short forms', () => {
  it.each([
    ['we met Bramwell today', ['Bramwell: Bramwell Ferries']],
    ['the bilge pump leaks', ['bilge pump: Bilge pump upgrade']],
    ['the bilge pump tests leak', []],
    ['a bramwell is a knot', []],
    ['buoys and anchors are in', ['buoys and anchors: Buoy & Anchor']],
  ])('mean the only thing that has them: %s', (line, found) => {
    expect(meant(listed('Bramwell Ferries', 'Bilge pump upgrade', 'Buoy & Anchor'), [line]).found).toEqual(found)
  })

  it('of several things mean the one that was named in full, else none, and tell a person', () => {
    const names = listed('Bramwell Ferries', 'Bramwell Yards')

    expect(meant(names, ['so Bramwell called']).found).toEqual([])
    expect(meant(names, ['so Bramwell called']).unclear).toEqual([['Bramwell Ferries', 'Bramwell Yards']])
    expect(meant(names, ['Bramwell Yards is new', 'so Bramwell called']).found).toContain('Bramwell: Bramwell Yards')
  })

  it('never take a version or a sibling for what is listed', () => {
    expect(meant(listed('Tide Viewer v2'), ['the tide viewer is old']).found).toEqual([])
    expect(meant(listed('Mobile berth planner'), ['our berth planner for the web']).found).toEqual([])
  })

  it('that are everyday words mean what was spoken of', () => {
    const names = listed('Harbour checklist')

    expect(meant(names, ['the checklist is done']).found).toEqual([])
    expect(meant(names, ['Harbour checklist first', 'the checklist is done']).found).toContain(
      'checklist: Harbour checklist',
    )
  })

  it('are the first names of those who take part', () => {
    expect(meant([], ['ask Joss about it'], 'Weekly', ['Joss Amadi', 'Eva Lind']).found).toEqual(['Joss: Joss Amadi'])
    expect(meant([], ['ask Eva about it'], 'Weekly', ['Eva Berg', 'Eva Lind']).found).toEqual([])
    expect(meant([], ['Will you ask'], 'Weekly', ['Will Park', 'Eva Lind']).found).toEqual([])
  })

  it('of titles are words in another order, if they are most of it', () => {
    const names = listed('Guest berth calculator')

    expect(meant(names, [], 'Calculator of berths for guests').found).toEqual([
      'Calculator of berths for guests: Guest berth calculator',
    ])
    expect(meant(names, [], 'Harbour dues, storm damage, berth calculator, guest list, new signs').found).toEqual([])
  })
})
