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
})
