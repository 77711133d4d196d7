import { describe, expect, it } from 'vitest'
import { extract, shortForm } from './read-one.ts'

/** What is stated in a talk, one "Name: words" per line. */
const stated = async (...lines: string[]): Promise<string[]> =>
  (await extract(lines)).observations.filter((one) => one.modality === 'asserted').map(shortForm)

describe('what the talk is about', () => {
  it('follows a bare word of whoever leads the meeting', async () => {
    const found = await stated(
      'Ana Ruiz: Okay. Greenhouse. Ben.',
      'Ben Moor: The glass came on Monday. It is up and running since noon.',
      'Ana Ruiz: Lovely. Next is the tractor.',
      'Ben Moor: I would not bet on it.',
      'Ana Ruiz: Fine.',
    )
    expect(found).toContain('Greenhouse status=completed asserted')
    expect(found).toContain('tractor status=at_risk asserted')
  })

  it('takes the words of the one who answers for an answer about what was asked', async () => {
    const found = await stated(
      'Ana Ruiz: Where are we with the choir tour?',
      'Ben Moor: We put it on ice until the spring.',
      'Ana Ruiz: And the robes?',
      'Ben Moor: Those are with me from today.',
    )
    expect(found).toEqual(['choir tour status=on_hold asserted', 'robes owner=Ben Moor asserted'])
  })

  it('takes no echo, remark or answer for a new topic', async () => {
    const found = await stated(
      'Ana Ruiz: Now, the orchard.',
      'Ben Moor: We found eleven nests. A miracle.',
      'Cleo Diaz: Nests?',
      'Ben Moor: Nests. So it is parked.',
      'Ana Ruiz: Good to know.',
    )
    expect(found).toEqual(['orchard status=on_hold asserted'])
  })

  it('leaves a topic when the floor goes to somebody else', async () => {
    const found = await stated(
      'Ana Ruiz: First the pier.',
      'Ben Moor: All quiet there.',
      'Ana Ruiz: Good. Cleo, go.',
      'Cleo Diaz: It is on hold.',
      'Ana Ruiz: Noted.',
    )
    expect(found).toEqual(['? status=on_hold asserted'])
  })

  it('gives a thing that is the subject of a statement its own state', async () => {
    const found = await stated(
      'Ana Ruiz: Let us start with the kiln.',
      'Ben Moor: The glazes are done, the kiln is stuck.',
      'Ana Ruiz: Which glazes?',
      'Ben Moor: The green glazes.',
    )
    expect(found).toContain('glazes status=completed asserted')
    expect(found).toContain('kiln status=blocked asserted')
  })

  it('reads an answer that is nothing but a value', async () => {
    const found = await stated(
      'Ana Ruiz: Now, the parade. What day is it?',
      'Ben Moor: Saturday the ninth of May.',
      'Ana Ruiz: And how much do we have in the budget?',
      'Ben Moor: About forty thousand pounds.',
    )
    expect(found).toEqual(['parade due_date=2025-05-09 asserted', 'parade budget=40000 GBP asserted'])
  })

  it('takes a number that nobody asked for as no value', async () => {
    expect(await stated('Ana Ruiz: Now, the parade.', 'Ben Moor: Forty thousand pounds!')).toEqual([])
  })
})
