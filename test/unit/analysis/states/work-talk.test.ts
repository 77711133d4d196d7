import { describe, expect, it } from 'vitest'
import { extract, shortForm } from '../read-one.ts'

/** What is stated in a talk, one "Name: words" per line. */
const stated = async (...lines: string[]): Promise<string[]> =>
  (await extract(lines)).observations.filter((one) => one.modality === 'asserted').map(shortForm)

const topic = 'Ana Ruiz: Next is the kennel roof.'

describe('who has a thing', () => {
  it.each([
    [
      'a possessive',
      ['Ana Ruiz: Next is the kennel roof.', "Ben Moor: The kennel roof's Cleo's.", 'Cleo Diaz: Fine.'],
      'kennel roof owner=Cleo Diaz asserted',
    ],
    [
      'an answer',
      [
        'Ana Ruiz: Who is looking after the kennel roof?',
        'Ben Moor: Me.',
        'Ana Ruiz: The kennel roof is no small roof.',
      ],
      'kennel roof owner=Ben Moor asserted',
    ],
    [
      'an answer that names another',
      ['Ana Ruiz: Who has the kennel roof?', 'Ben Moor: Cleo does.', 'Cleo Diaz: Yes.'],
      'kennel roof owner=Cleo Diaz asserted',
    ],
    ['a name on a list', [topic, 'Ben Moor: You can put my name on it.'], 'kennel roof owner=Ben Moor asserted'],
    [
      'a hand-over',
      [topic, 'Ben Moor: I have passed the kennel roof to Cleo.', 'Cleo Diaz: Yes.'],
      'kennel roof owner=Cleo Diaz asserted',
    ],
  ])('is heard from %s', async (_kind, lines, expected) => {
    expect(await stated(...lines)).toContain(expected)
  })

  it.each([
    ['what somebody merely owns', [topic, "Ben Moor: That ladder? It's mine."]],
    ['a person who is spoken of later', [topic, "Ben Moor: It's on the list, and I know the roofer."]],
    [
      'an answer that says more',
      ['Ana Ruiz: Who has the kennel roof?', 'Ben Moor: Me and half of the street would love to know.'],
    ],
    ['somebody who is late', [topic, 'Ben Moor: Cleo is running late.', 'Cleo Diaz: Sorry.']],
  ])('is not heard from %s', async (_kind, lines) => {
    expect((await stated(...lines)).filter((row) => row.includes('owner='))).toEqual([])
  })
})

describe('days', () => {
  it.each([
    ['that are corrected in the same breath', 'It is due on the twelfth of May, sorry, the fourteenth.', '2025-05-14'],
    [
      'of a month that was named before',
      'They come at the end of April, so it has to be ready by the twenty fifth.',
      '2025-04-25',
    ],
    ['that something is booked for', "It's booked to go up on Friday the sixteenth of May.", '2025-05-16'],
    ['that are promised', 'You will have the first half by the ninth of May.', '2025-05-09'],
  ])('are heard: %s', async (_kind, words, day) => {
    expect(await stated(topic, `Ben Moor: ${words}`)).toContain(`kennel roof due_date=${day} asserted`)
  })

  it.each([
    ['since when it is so', 'It has been up there since the fourth of May.'],
    ['of a person', "It's done by a roofer who is on leave till the third of May."],
    ['that are denied', "It's not the ninth of May then."],
  ])('are left alone: %s', async (_kind, words) => {
    expect((await stated(topic, `Ben Moor: ${words}`)).filter((row) => row.includes('due_date='))).toEqual([])
  })
})

describe('amounts and shares', () => {
  it.each([
    ["I'd say sixty.", 'kennel roof progress=60% asserted'],
    ["I'd say half.", 'kennel roof progress=50% asserted'],
    ['We are about two thirds through.', 'kennel roof progress=67% asserted'],
    ['The budget is nine thousand pounds, no, eleven thousand pounds.', 'kennel roof budget=11000 GBP asserted'],
  ])('"%s"', async (words, expected) => {
    expect(await stated(topic, `Ben Moor: ${words}`)).toContain(expected)
  })

  it('belong to what they are said of', async () => {
    const found = await stated(
      'Ana Ruiz: Next is the kennel roof.',
      'Ben Moor: The gutters are new. The gutters cost more than they should.',
      'Ben Moor: I would say forty percent on the gutters.',
    )
    expect(found).toContain('gutters progress=40% asserted')
  })

  it.each(["That's one.", "Let's say two.", 'It is four thousand a month.'])('"%s" is neither', async (words) => {
    expect((await stated(topic, `Ben Moor: ${words}`)).filter((row) => /progress|budget/.test(row))).toEqual([])
  })
})

describe('where a thing stands', () => {
  it('is said of the object of the one who acts', async () => {
    const found = await stated(
      topic,
      'Ben Moor: Fine. The cattery is another matter, the cattery needs a vet.',
      "Ben Moor: So I'm putting the cattery on hold.",
    )
    expect(found).toContain('cattery status=on_hold asserted')
    expect(found.filter((row) => row.startsWith('kennel roof'))).toEqual([])
  })

  it('is said of the subject of the clause before', async () => {
    const found = await stated(
      topic,
      'Ben Moor: Fine. The aviary needs paint, the aviary needs wire.',
      'Ben Moor: So the aviary is agreed, it goes on the plan.',
    )
    expect(found).toContain('aviary status=planned asserted')
    expect(found.filter((row) => row.startsWith('kennel roof'))).toEqual([])
  })

  it('goes on being said of it after "and we"', async () => {
    expect(await stated(topic, 'Ben Moor: The roofer rang on Monday and it is on hold.')).toContain(
      'kennel roof status=on_hold asserted',
    )
  })

  it.each([
    ['what somebody was told to do', 'I told the roofer to stop work on it.'],
    ['the words of somebody who is absent', 'And he said, look, I have finished it.'],
    ['a plan that is fixed', 'It goes up on the ninth of May, so that is done.'],
    ['what somebody is at just now', "I'm writing that down."],
    ['the end of the talk', 'Then the gate and we are done.'],
    ['what happens to another one of its kind', 'The other roof is stuck, the old one is done.'],
  ])('is not told by %s', async (_kind, words) => {
    expect((await stated(topic, `Ben Moor: ${words}`)).filter((row) => row.startsWith('kennel roof status'))).toEqual(
      [],
    )
  })
})

describe('what stands in the way', () => {
  it.each([
    ['We are still waiting for the slates.', 'kennel roof blocker+slates asserted'],
    ['We cannot start without the scaffold.', 'kennel roof blocker+scaffold asserted'],
  ])('"%s"', async (words, expected) => {
    expect(await stated(topic, `Ben Moor: ${words}`)).toContain(expected)
  })

  it.each(["They have not told me yet and he's not answered.", "We can't do it until we are."])(
    'is a thing, not a pronoun: "%s"',
    async (words) => {
      expect((await stated(topic, `Ben Moor: ${words}`)).filter((row) => row.includes('blocker+'))).toEqual([])
    },
  )
})
