import { describe, expect, it } from 'vitest'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import { extract } from './read-one.ts'

const ofKind = async (kind: string, ...lines: string[]) =>
  (await extract(lines)).insights.filter((insight) => insight.kind === kind).map((insight) => insight.body)

describe('action items', () => {
  it.each([
    ['I will send the harbour permit by Friday.', 'Send the harbour permit', 'Ana Ruiz', '2025-03-07'],
    ["Okay, I'll write the release notes.", 'Write the release notes', 'Ana Ruiz', null],
    ['Ben, can you check the crane logs?', 'Check the crane logs', 'Ben Okoye', null],
    ['Please book the big hall for April 10, Cara.', 'Book the big hall for April 10, Cara', 'Cara Lind', '2025-04-10'],
    ["I'm visiting the harbour office tomorrow.", 'Visiting the harbour office', 'Ana Ruiz', '2025-03-05'],
  ])('hears "%s"', async (line, description, owner, dueDate) => {
    const [item] = await ofKind('action_item', `Ana Ruiz: ${line}`)

    expect(item).toMatchObject({ description, owner, dueDate, status: 'open' })
  })

  it.each([
    'We should write the release notes.',
    'If nobody minds, I will write the release notes.',
    'Will I write the release notes?',
    "I won't write the release notes.",
    'I will believe it when I see it.',
    'Somebody has to check the crane logs.',
    "I'm going to Lisbon.",
  ])('does not take "%s" for a promise', async (line) => {
    expect(await ofKind('action_item', `Ana Ruiz: ${line}`)).toEqual([])
  })

  it('joins a request and the promise that answers it', async () => {
    const items = await ofKind(
      'action_item',
      'Ana Ruiz: Ben, could you tell the harbour master about the crane?',
      "Ben Okoye: Sure. I'll do it on Thursday.",
    )

    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ owner: 'Ben Okoye', dueDate: '2025-03-06' })
  })

  it('says what a short promise is about', async () => {
    const [item] = await ofKind(
      'action_item',
      'Cara Lind: The harbour office never answered our letter.',
      "Ben Okoye: I'll ring them today.",
    )

    expect(item).toMatchObject({
      owner: 'Ben Okoye',
      dueDate: '2025-03-04',
      context: 'The harbour office never answered our letter.',
    })
    expect(item?.description).toContain('Ring them today')
    expect(item?.description).toContain('harbour office')
  })

  it('gives placeholders no promises', async () => {
    const [item] = await ofKind('action_item', 'Speaker 1: I will send the harbour permit by Friday.')

    expect(item).toMatchObject({ owner: null })
  })
})

describe('decisions', () => {
  it('keeps the reason apart', async () => {
    const [decision] = await ofKind(
      'decision_made',
      'Ana Ruiz: We decided to drop the print run because nobody reads it.',
    )

    expect(decision).toMatchObject({ decision: 'Drop the print run', rationale: 'Nobody reads it' })
  })

  it('takes the lines of a conclusion', async () => {
    const decisions = await ofKind(
      'decision_made',
      'Ana Ruiz: Fine by me.',
      'Ben Okoye: And me.',
      ': Decision',
      ': Keep the old crane for a year',
    )

    expect(decisions).toEqual([expect.objectContaining({ decision: 'Keep the old crane for a year' })])
  })

  it.each(['Have we decided to drop the print run?', 'We have not decided anything about the print run.'])(
    'takes "%s" for none',
    async (line) => {
      expect(await ofKind('decision_made', `Ana Ruiz: ${line}`)).toEqual([])
    },
  )
})

describe('other insights', () => {
  it('weighs risks by the words around them', async () => {
    const [risk] = await ofKind('risk', 'Ana Ruiz: There is a serious risk that the crane fails in winter.')

    expect(risk).toMatchObject({ risk: 'The crane fails in winter', severity: 'high' })
  })

  it('tells answered questions from open ones', async () => {
    const questions = await ofKind(
      'question',
      'Ana Ruiz: When does the new crane arrive in the harbour?',
      'Ben Okoye: On the tenth of April.',
      'Ana Ruiz: Who pays for the transport of the crane?',
      'Cara Lind: I have no idea.',
    )

    expect(questions.map((question) => question.answered)).toEqual([true, false])
  })

  it('finds what customers want and what rivals do', async () => {
    const line = 'Cara Lind: Three customers asked for a dark mode in the last month.'

    expect(await ofKind('product_feedback', line)).toEqual([
      expect.objectContaining({ feedbackKind: 'feature_request' }),
    ])
    expect(
      await ofKind('market_intelligence', 'Ben Okoye: A competitor has cut its prices for small harbours.'),
    ).toEqual([expect.objectContaining({ marketKind: 'competitor' })])
  })

  it('says nothing twice, and ranks at most ten takeaways', async () => {
    const lines = Array.from(
      { length: 15 },
      (_, index) => `Ana Ruiz: We decided to paint pier number ${index} in blue.`,
    )
    const { insights } = await extract([...lines, ...lines])
    const takeaways = insights.filter((insight) => insight.kind === 'key_takeaway')

    expect(insights.filter((insight) => insight.kind === 'decision_made')).toHaveLength(15)
    expect(takeaways.map((takeaway) => takeaway.body.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('reads the kinds that a tracking model declares', async () => {
    const model = {
      ...defaultModel,
      insights: [
        {
          kind: 'near_miss',
          description: 'Something nearly went wrong.',
          fields: [
            { name: 'text', kind: 'text' as const, choices: [], required: true },
            { name: 'place', kind: 'choice' as const, choices: ['crane', 'pier'], required: false },
          ],
          cues: ['near miss', 'nearly fell'],
        },
      ],
    }
    const { insights } = await extract(['Ana Ruiz: A hook nearly fell from the crane on Monday.'], 'Weekly', model)

    expect(insights.find((insight) => insight.kind === 'near_miss')?.body).toEqual({
      text: 'A hook nearly fell from the crane on Monday.',
      place: 'crane',
    })
  })
})
