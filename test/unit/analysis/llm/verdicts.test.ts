import { describe, expect, it } from 'vitest'
import type { ReasonInput, ValuePair } from '../../../../src/analysis/analyst.ts'
import { createLlmReader } from '../../../../src/analysis/llm/llm-reader.ts'
import type { ExplainInput } from '../../../../src/llm/prompts/explain-transitions/v1.ts'
import type { JudgeValuesInput } from '../../../../src/llm/prompts/judge-values/v1.ts'
import { analysisContext } from '../../../factories/analysis.ts'
import { segmentsOf } from '../../../factories/meetings.ts'
import { createFakeGateway, exhausted } from '../../../support/fake-gateway.ts'

const change = (id: number, entity = `Plot ${id}`): ReasonInput => ({
  ...{ id, entity, type: 'plot', dimension: 'state', from: 'growing', to: 'picked' },
  passage: segmentsOf('Ana Ruiz: Frost was coming, so we picked it all on Saturday.'),
  quote: 'we picked it all on Saturday',
  patternReason: 'Ana Ruiz said so.',
})

const reasonFor = (id: number, basis = 'said') => ({
  id,
  thinking: '',
  basis,
  reason: ` Frost was\ncoming for ${id}. `,
})

describe('reasons of a model', () => {
  it('carry the ids that were given, one each, and no others', async () => {
    const fake = createFakeGateway(() => ({
      reasons: [reasonFor(1), { ...reasonFor(0), reason: 'First.' }, reasonFor(0), reasonFor(77)],
    }))

    const reasons = await createLlmReader(fake).explain([change(40), change(41)], analysisContext())

    expect(reasons.toSorted((a, b) => a.id - b.id)).toEqual([
      { id: 40, reason: 'First.', confidence: 90, promptVersion: 'explain_transitions@1' },
      { id: 41, reason: 'Frost was coming for 1.', confidence: 90, promptVersion: 'explain_transitions@1' },
    ])
  })

  it('are none where the lines do not tell, and that is not asked again', async () => {
    const fake = createFakeGateway(() => ({ reasons: [reasonFor(0, 'not_said')] }))
    const context = analysisContext()

    expect(await createLlmReader(fake).explain([change(1)], context)).toEqual([])
    expect(await createLlmReader(fake).explain([change(1)], context)).toEqual([])
    expect(fake.asked).toHaveLength(1)
  })

  it('are asked for twenty at a time, and only for what is new', async () => {
    const fake = createFakeGateway(({ input }) => ({
      reasons: (input as ExplainInput).changes.map(({ id }) => reasonFor(id, 'implied')),
    }))
    const context = analysisContext()
    const changes = Array.from({ length: 45 }, (_, id) => change(id))

    const first = await createLlmReader(fake).explain(changes, context)
    const second = await createLlmReader(fake).explain([...changes, change(45)], context)

    expect(first).toHaveLength(45)
    expect(second).toHaveLength(46)
    expect(fake.asked.map(({ input }) => (input as ExplainInput).changes.length)).toEqual([20, 20, 5, 1])
  })

  it('of one batch are lost when no model answers it, all of them only when none is answered', async () => {
    const fails = (batch: number) =>
      createFakeGateway(({ task, input }) =>
        (input as ExplainInput).changes.length === batch
          ? exhausted(task, 'server_error')
          : { reasons: (input as ExplainInput).changes.map(({ id }) => reasonFor(id)) },
      )
    const changes = Array.from({ length: 25 }, (_, id) => change(id))

    expect(await createLlmReader(fails(20)).explain(changes, analysisContext())).toHaveLength(5)
    await expect(createLlmReader(fails(3)).explain(changes.slice(0, 3), analysisContext())).rejects.toMatchObject({
      kind: 'server_error',
    })
  })
})

describe('verdicts of a model', () => {
  const verdict = (id: number, said: string) => ({ id, reasoning: '', verdict: said, certainty: 'implied' })

  it('settle what they name, and nothing when they are no verdict', async () => {
    const fake = createFakeGateway(() => ({
      verdicts: [verdict(0, 'same'), verdict(1, 'Different'), verdict(2, 'maybe')],
    }))
    const pair = (id: number): ValuePair => ({ id, entity: 'Plot', dimension: 'obstacle', a: `frost ${id}`, b: 'ice' })

    const verdicts = await createLlmReader(fake).judgeValues([pair(5), pair(6), pair(7), pair(8)], analysisContext())

    expect(verdicts.map(({ id, verdict: said }) => [id, said])).toEqual([
      [5, 'same'],
      [6, 'different'],
      [7, 'unsure'],
    ])
    expect(fake.inputAt<JudgeValuesInput>(0).pairs.map(({ id }) => id)).toEqual([0, 1, 2, 3])
    expect(verdicts[0]).toMatchObject({ confidence: 80, promptVersion: 'judge_values@1' })
  })

  it('see where both names were said', async () => {
    const fake = createFakeGateway(() => ({ verdicts: [verdict(0, 'same')] }))
    const pair = { id: 3, type: 'plot', a: { name: 'North Slope', said: ['NS is cold'] }, b: { name: 'NS', said: [] } }

    const verdicts = await createLlmReader(fake).judgeNames([pair], analysisContext())

    expect(verdicts).toMatchObject([{ id: 3, verdict: 'same', promptVersion: 'judge_names@1' }])
    expect(fake.asked[0]?.user).toContain('said: NS is cold')
  })
})
