import { describe, expect, it } from 'vitest'
import { createLlmReader } from '../../../../src/analysis/llm/llm-reader.ts'
import { insightBodySchemas } from '../../../../src/domain/insight/insight.ts'
import { analysisContext } from '../../../factories/analysis.ts'
import { createFakeGateway } from '../../../support/fake-gateway.ts'
import { grower, insightsAnswer, orchardChunk } from './support.ts'

const lines = [
  'Ana Ruiz: I bring the ladders round by Friday, that is urgent.',
  'Ben Okoye: We go with the cider house and not the market, they pay at once.',
  'Cara Lind: I fear the wasps, they are in a whole row already.',
]

const read = async (found: Record<string, readonly unknown[]>) =>
  createLlmReader({ gateway: createFakeGateway(() => insightsAnswer(found)).gateway }).readInsights(
    orchardChunk(lines),
    grower,
    analysisContext(),
  )

const evidence = (segment: number, quote: string) => ({ segment, quote, certainty: 'explicit' })
const promise = evidence(0, 'I bring the ladders round by Friday')

describe('insights of a model', () => {
  it('have every field of their kind, a quote from the transcript, and whom they are for', async () => {
    const { insights, unsupported } = await read({
      action_item: [
        {
          ...promise,
          ...{ description: 'Bring the ladders round', owner: 'Ana Ruiz', dueDate: '2025-03-07' },
          ...{ priority: 'high', context: null, status: 'open' },
        },
      ],
      decision_made: [
        {
          ...evidence(1, 'We go with the cider house and not the market'),
          ...{ decision: 'Sell to the cider house', rationale: 'they pay at once', alternatives: ['the market'] },
          decidedBy: 'Ben Okoye',
        },
      ],
      risk: [{ ...evidence(2, 'I fear the wasps'), risk: 'Wasps eat the fruit', severity: 'medium', mitigation: '' }],
      key_takeaway: [{ ...evidence(1, 'they pay at once'), text: 'The cider house pays at once', rank: 40 }],
      product_feedback: [{ ...evidence(1, 'they pay at once'), text: 'They like it', feedbackKind: 'feature_request' }],
      market_intelligence: [
        { ...evidence(1, 'they pay at once'), text: 'Cider pays', marketKind: 'trend', competitor: 'null' },
      ],
      question: [{ ...promise, text: 'Who brings ladders?', askedBy: null, answered: true, answer: 'Ana Ruiz' }],
    })

    expect(unsupported).toBe(0)
    expect(insights.map((insight) => insight.kind)).toEqual(Object.keys(insightBodySchemas))
    for (const { kind, body } of insights)
      expect(() => insightBodySchemas[kind as keyof typeof insightBodySchemas].parse(body)).not.toThrow()
    expect(insights[0]).toMatchObject({
      body: { owner: 'Ana Ruiz', dueDate: '2025-03-07' },
      evidence: [{ segmentIndex: 0, speaker: 'Ana Ruiz', startMs: 0, quote: 'I bring the ladders round by Friday' }],
      ...{ reader: 'grower', engine: 'llm', promptVersion: 'extract_insights@2', confidence: 90 },
    })
    expect(insights[2]?.body.mitigation).toBeNull()
    expect(insights[3]?.body.rank).toBe(10)
    expect(insights[5]?.body.competitor).toBeNull()
  })

  it('have the fields that the tracking model declares for kinds of its own', async () => {
    const wasps = evidence(2, 'they are in a whole row already')

    const { insights, unsupported } = await read({
      pest: [
        { ...wasps, animal: 'wasps', spread: 'A Row', seen: 'lately' },
        { ...wasps, animal: ' ', spread: null, seen: null },
      ],
    })

    expect(insights.map((insight) => insight.body)).toEqual([{ animal: 'wasps', spread: 'a row', seen: null }])
    expect(unsupported).toBe(1)
  })

  it('are dropped and counted when nobody said their quote or their fields are none', async () => {
    const item = { description: 'Prune', owner: null, dueDate: null, priority: 'normal', context: null, status: 'open' }

    const { insights, unsupported } = await read({
      action_item: [
        { ...item, ...evidence(0, 'I will prune everything tomorrow') },
        { ...item, ...promise, priority: 'extreme' },
        { ...item, ...promise, dueDate: 'Friday' },
      ],
    })

    expect(insights.map((insight) => insight.body.dueDate)).toEqual([null])
    expect(unsupported).toBe(2)
  })
})
