import type { InsightDraft } from '../../../domain/insight/insight.ts'

const weights: Readonly<Record<string, number>> = { decision_made: 30, action_item: 10, risk: 15 }
const most = 10

/** The ten findings that matter most: decisions first, then risks and commitments, the surest first. */
export const rankTakeaways = (insights: readonly InsightDraft[]): InsightDraft[] =>
  insights
    .flatMap((insight, index) => {
      const weight = weights[insight.kind]
      const text = textOfInsight(insight)
      return weight === undefined || text === null ? [] : [{ insight, text, score: weight + insight.confidence, index }]
    })
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, most)
    .map(({ insight, text }, index) => ({
      kind: 'key_takeaway',
      body: { text, rank: index + 1 },
      confidence: insight.confidence,
      evidence: insight.evidence,
    }))

export const textOfInsight = (insight: InsightDraft): string | null => {
  const said = insight.body.decision ?? insight.body.description ?? insight.body.risk ?? insight.body.text
  return typeof said === 'string' ? said : null
}
