import { describe, expect, it } from 'vitest'
import type { InsightDraft } from '../../../../src/domain/insight/insight.ts'
import { mergeInsights } from '../../../../src/domain/insight/merge-insights.ts'

const evidence = (segmentIndex: number) => ({
  segmentIndex,
  speaker: 'Ana',
  startMs: null,
  quote: `said at ${segmentIndex}`,
})
const risk = (text: string, segment: number, confidence = 50): InsightDraft => ({
  ...{
    kind: 'risk',
    body: { risk: text, severity: 'high', mitigation: null },
    confidence,
    evidence: [evidence(segment)],
  },
})
const takeaway = (text: string, confidence: number): InsightDraft => ({
  ...{ kind: 'key_takeaway', body: { text, rank: 1 }, confidence, evidence: [evidence(0)] },
})

describe('mergeInsights', () => {
  it('makes one of what was said twice, with the evidence of both and the higher confidence', () => {
    const merged = mergeInsights([
      risk('The vendor is late.', 3, 40),
      risk('the  vendor is late', 9, 70),
      risk('Budget', 4),
    ])

    expect(merged).toHaveLength(2)
    expect(merged[0]).toMatchObject({ confidence: 70, evidence: [evidence(3), evidence(9)] })
  })

  it('ranks takeaways over all chunks and keeps ten', () => {
    const merged = mergeInsights(Array.from({ length: 14 }, (_, index) => takeaway(`point ${index}`, index)))

    expect(merged.map((insight) => insight.body.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(merged[0]?.body.text).toBe('point 13')
  })

  it('gives the same hash to the same words whatever their state', () => {
    const item = (status: string): InsightDraft => ({
      kind: 'action_item',
      body: { description: 'Call Bo', status },
      confidence: 1,
      evidence: [evidence(1)],
    })
    const [open, done] = [item('open'), item('done')].map((draft) => mergeInsights([draft])[0]?.contentHash)

    expect(open).toBe(done)
  })

  it.each([
    ['of two kinds', { kind: 'question' }],
    ['of other words', { body: { risk: 'The vendor is early', severity: 'high', mitigation: null } }],
    ['of another severity', { body: { risk: 'The vendor is late', severity: 'low', mitigation: null } }],
  ])('keeps apart what is %s', (_what, change) => {
    expect(
      mergeInsights([risk('The vendor is late', 1), { ...risk('The vendor is late', 2), ...change }]),
    ).toHaveLength(2)
  })

  it.each(['status', 'rank', 'priority', 'context', 'answered', 'answer'])(
    'does not tell insights apart by %s',
    (field) => {
      const question = (value: unknown): InsightDraft => ({
        ...risk('', 1),
        kind: 'question',
        body: { text: 'Who pays?', [field]: value },
      })

      expect(mergeInsights([question('a'), question('b')])).toHaveLength(1)
    },
  )

  it('does not tell insights apart by width, case and marks', () => {
    expect(mergeInsights([risk('ＶＥＮＤＯＲ — late!', 1), risk('«vendor, late»', 2)])).toHaveLength(1)
  })

  it('keeps a quote once, but the same words of two places twice', () => {
    const elsewhere = { ...evidence(9), quote: 'said at 3' }
    const again = { ...risk('Late', 3), evidence: [evidence(3), elsewhere, { ...evidence(3), quote: 'more' }] }

    expect(mergeInsights([risk('Late', 3), again])[0]?.evidence.map((one) => [one.segmentIndex, one.quote])).toEqual([
      [3, 'said at 3'],
      [9, 'said at 3'],
      [3, 'more'],
    ])
  })

  it('ranks takeaways of one confidence as their chunks did, those without a rank last, behind all else', () => {
    const ranked = (text: string, rank?: number) => ({ ...takeaway(text, 60), body: rank ? { text, rank } : { text } })
    const merged = mergeInsights([
      ranked('none'),
      ranked('second', 2),
      ranked('first', 1),
      risk('Late', 1),
      ranked('ninth', 9),
    ])

    expect(merged.map((one) => one.body.text ?? one.kind)).toEqual(['risk', 'first', 'second', 'ninth', 'none'])
  })
})
