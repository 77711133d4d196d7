import { expect, it } from 'vitest'
import { insightBodySchemas, insightDraftSchema, insightKinds } from '../../../../src/domain/insight/insight.ts'

const evidence = [{ segmentIndex: 0, speaker: null, startMs: null, quote: 'said' }]
const draft = { kind: 'risk', body: { risk: 'late' }, confidence: 50, evidence }

it.each([
  [draft, true],
  [{ ...draft, confidence: 0 }, true],
  [{ ...draft, confidence: 100 }, true],
  [{ ...draft, confidence: 101 }, false],
  [{ ...draft, confidence: -1 }, false],
  [{ ...draft, confidence: 0.5 }, false],
  [{ ...draft, evidence: [] }, false],
  [{ ...draft, evidence: [...evidence, ...evidence] }, true],
])('an insight needs what was said and how sure it is: %#', (given, expected) => {
  expect(insightDraftSchema.safeParse(given).success).toBe(expected)
})

it('no built-in insight takes a field that nobody declared', () => {
  for (const kind of insightKinds) {
    const { error } = insightBodySchemas[kind].safeParse({ surprise: 1 })
    expect(error?.issues.map(({ code }) => code)).toContain('unrecognized_keys')
  }
})
