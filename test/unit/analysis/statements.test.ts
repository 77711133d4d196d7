import { describe, expect, it } from 'vitest'
import { observationsOf } from './read-one.ts'

describe('what counts as said', () => {
  it.each([
    ['Project Halyard is blocked.', ['Halyard status=blocked asserted']],
    ['The Harbour Light feature shipped last Friday.', ['Harbour Light status=completed asserted']],
    ["So, um, Paper Boat's done.", ['Paper Boat status=completed asserted']],
    ['Paper Boat is at seventy percent.', ['Paper Boat progress=70% asserted']],
    ['I am the owner of the Paper Boat.', ['Paper Boat owner=Ana Ruiz asserted']],
    ['Ben takes over the Paper Boat from me.', ['Paper Boat owner=Ben Okoye asserted']],
    ['The due date for Paper Boat is March 28.', ['Paper Boat due_date=2025-03-28 asserted']],
    ['Paper Boat slips by two weeks.', ['Paper Boat due_date~P14D asserted']],
    ['The Northwind deal has moved to negotiation.', ['Northwind stage=negotiation asserted']],
    ['The budget of Paper Boat is 40,000 euros.', ['Paper Boat budget=40000 EUR asserted']],
    ['Paper Boat is low priority.', ['Paper Boat priority=low asserted']],
    ['The Paper Boat is waiting on the harbour permit.', ['Paper Boat blocker+harbour permit asserted']],
  ])('reads "%s"', async (line, expected) => {
    expect(await observationsOf(`Ana Ruiz: ${line}`)).toEqual(expected)
  })
})

describe('what does not', () => {
  it.each([
    ['a question', 'Has Paper Boat shipped?', 'questioned'],
    ['a tag question', 'Paper Boat is done, right?', 'questioned'],
    ['a condition', 'If legal agrees, Paper Boat is done.', 'conditional'],
    ['a condition that follows', 'Paper Boat is done unless the tests fail.', 'conditional'],
    ['a denial', "Paper Boat isn't done.", 'negated'],
    ['a stronger denial', 'Paper Boat is nowhere near done.', 'negated'],
    ['an idea', 'Maybe Paper Boat is done by then.', 'proposed'],
    ['a wish', 'I want to say that Paper Boat is done.', 'proposed'],
    ['a plan', 'Paper Boat will be done, Paper Boat is going to be shipped.', 'planned'],
    ['what was once', 'Back then Paper Boat was shipped.', 'superseded'],
    ['old news', 'Paper Boat was released in June last year.', 'superseded'],
  ])('%s changes nothing', async (_kind, line, modality) => {
    const observations = await observationsOf(`Ana Ruiz: ${line}`)

    expect(observations.length).toBeGreaterThan(0)
    expect(observations.every((row) => !row.endsWith('asserted'))).toBe(true)
    expect(observations.some((row) => row.endsWith(modality))).toBe(true)
  })

  it('lets a plan fix a date', async () => {
    expect(await observationsOf('Ana Ruiz: Paper Boat will ship on March 28.')).toContain(
      'Paper Boat due_date=2025-03-28 asserted',
    )
  })

  it.each(['Then we are done for today.', 'I am done talking.', 'Okay, done.'])(
    'takes "%s" for no state',
    async (line) => {
      expect((await observationsOf(`Ana Ruiz: ${line}`)).filter((row) => row.endsWith('asserted'))).toEqual([])
    },
  )
})
