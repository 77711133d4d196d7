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
    ['Please book the big hall for April 10, Cara.', 'Book the big hall for April 10', 'Cara Lind', '2025-04-10'],
    ["I'm visiting the harbour office tomorrow.", 'Visit the harbour office', 'Ana Ruiz', '2025-03-05'],
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

  it.each([
    [
      'a request and the promise that answers it',
      ['Ana Ruiz: Ben, could you tell the harbour master about the crane?', "Ben Okoye: Sure. I'll do it on Thursday."],
      ['Ben Okoye', 'Tell the harbour master about the crane', '2025-03-06'],
    ],
    [
      'a request and a day alone',
      ['Ana Ruiz: And Cara, you write the letter to the rowing club?', 'Cara Lind: By Friday.'],
      ['Cara Lind', 'Write the letter to the rowing club', '2025-03-07'],
    ],
    [
      'an order to nobody and whoever takes it',
      ['Ana Ruiz: Count the life jackets first.', 'Ben Okoye: Okay, tomorrow.'],
      ['Ben Okoye', 'Count the life jackets first', '2025-03-05'],
    ],
    [
      'an offer and the yes to it',
      ['Cara Lind: Do you want me to repaint the lifeboat?', 'Ana Ruiz: Yes please, by Monday.'],
      ['Cara Lind', 'Repaint the lifeboat', '2025-03-10'],
    ],
    [
      'what goes on with a task',
      ["Ben Okoye: I'll ask the rope dealer about the price. I'll have it by Friday."],
      ['Ben Okoye', 'Ask the rope dealer about the price', '2025-03-07'],
    ],
    [
      'what a recap says again',
      [
        "Ben Okoye: I'll order the new mooring lines by Friday.",
        'Cara Lind: The slipway is dry again.',
        'Ana Ruiz: To recap, Ben will order the new mooring lines by Friday.',
      ],
      ['Ben Okoye', 'Order the new mooring lines', '2025-03-07'],
    ],
  ] as const)('makes one task of %s', async (_what, lines, [owner, description, dueDate]) => {
    const items = await ofKind('action_item', ...lines)

    expect(items).toEqual([expect.objectContaining({ owner, description, dueDate })])
  })

  it.each([
    ['Cara Lind: The harbour office never answered our letter.', "I'll ring them today.", 'Ring the harbour office'],
    ['Cara Lind: I know a good sailmaker, she is our neighbour.', "I'll call her tomorrow.", 'Call our neighbour'],
    ['Cara Lind: The pump is leaking again.', "I'll fix it tomorrow, promise.", 'Fix the pump'],
    ['Cara Lind: I have no tide tables.', "I'll send you the new ones by Friday.", 'Send Cara the new ones'],
  ])('puts a name to the pronoun of a promise after "%s"', async (before, promise, description) => {
    expect(await ofKind('action_item', before, `Ben Okoye: ${promise}`)).toEqual([
      expect.objectContaining({ description, owner: 'Ben Okoye' }),
    ])
  })

  it.each([
    ['Ana Ruiz: Ben, can you repaint the lifeboat?', 'Ben Okoye: No, I have no brushes.'],
    ['Ana Ruiz: I could repaint the lifeboat some day.', 'Ben Okoye: The weather is awful.'],
    ["Ana Ruiz: I'll be honest, the lifeboat looks awful.", 'Ben Okoye: It does.'],
    ['Ana Ruiz: Let me share my screen.', 'Ben Okoye: Fine.'],
    ['Ana Ruiz: Ask me when the lifeboat is dry.', 'Ben Okoye: Okay.'],
    ["Ana Ruiz: I'll eat my hat.", 'Ben Okoye: Please do.'],
    ['Ana Ruiz: I already sent the tide tables yesterday.', 'Ben Okoye: Thanks.'],
  ])('takes no task from "%s" and "%s"', async (...lines) => {
    expect(await ofKind('action_item', ...lines)).toEqual([])
  })

  it('gives placeholders no promises', async () => {
    const [item] = await ofKind('action_item', 'Speaker 1: I will send the harbour permit by Friday.')

    expect(item).toMatchObject({ owner: null })
  })
})

describe('decisions', () => {
  it('keeps the reason and what was not chosen apart', async () => {
    const [decision] = await ofKind(
      'decision_made',
      'Ana Ruiz: We decided to paint the pier in blue instead of white because white fades.',
    )

    expect(decision).toMatchObject({ rationale: 'White fades', alternatives: ['White'] })
    expect(decision?.decision).toMatch(/^Paint the pier in blue/)
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

  it.each([
    [
      'a seal on what was said before',
      ['Ana Ruiz: The regatta starts at nine on Sunday. And that one sticks.'],
      'The regatta starts at nine on Sunday.',
    ],
    ['a rule that was announced', ['Ana Ruiz: One rule. No lamps in the sail loft.'], 'No lamps in the sail loft.'],
    ['what follows from the talk', ['Ana Ruiz: So we skip the spring regatta.'], 'We skip the spring regatta'],
    [
      'what is no longer wanted',
      ["Ana Ruiz: Members under twelve don't need a licence any more."],
      "Members under twelve don't need a licence any more",
    ],
    [
      'a nod to what somebody else said',
      ['Ben Okoye: The new dinghy will be named Halcyon on every list.', "Ana Ruiz: I've approved that."],
      'The new dinghy will be named Halcyon on every list.',
    ],
  ] as const)('hears %s', async (_what, lines, decision) => {
    const decisions = await ofKind('decision_made', ...lines)

    expect(decisions).toHaveLength(1)
    expect(String(decisions[0]?.decision).replace(/\.$/, '')).toBe(decision.replace(/\.$/, ''))
  })

  it.each([
    'Have we decided to drop the print run?',
    'We have not decided anything about the print run.',
    'I forgot what we decided about the print run.',
    'If it rains, so we skip the regatta, nobody will mind.',
    'The sailmaker agreed to lunch.',
  ])('takes "%s" for none', async (line) => {
    expect(await ofKind('decision_made', `Ana Ruiz: ${line}`)).toEqual([])
  })
})

describe('risks', () => {
  it.each([
    ['There is a serious risk that the crane fails in winter.', 'The crane fails in winter', 'high'],
    [
      'The new sails might not arrive before the regatta.',
      'The new sails might not arrive before the regatta',
      'medium',
    ],
    [
      "I'm a bit worried about the slipway gate this spring.",
      "I'm a bit worried about the slipway gate this spring",
      'low',
    ],
  ])('weighs "%s" by the words around it', async (line, risk, severity) => {
    expect(await ofKind('risk', `Ana Ruiz: ${line}`)).toEqual([expect.objectContaining({ risk, severity })])
  })

  it('takes two worries of one breath for one, with what is done about it', async () => {
    const risks = await ofKind(
      'risk',
      'Ana Ruiz: The engine parts are on backorder since May. We might miss the regatta with the launch. As a backup we can still rent one in town.',
    )

    expect(risks).toHaveLength(1)
    expect(risks[0]).toMatchObject({ mitigation: 'As a backup we can still rent one in town' })
    expect(risks[0]?.risk).toMatch(/backorder.*regatta/)
  })

  it.each([
    "I don't think the tide is a risk for anybody here.",
    'There is no risk that the crane fails.',
    'Is there a risk that the crane fails?',
  ])('takes "%s" for none', async (line) => {
    expect(await ofKind('risk', `Ana Ruiz: ${line}`)).toEqual([])
  })
})

describe('other insights', () => {
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
