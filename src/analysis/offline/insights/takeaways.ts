import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { tableOf } from '../text/table.ts'
import { isRestated } from './restated.ts'

const weights = tableOf({ decision_made: 30, action_item: 10, risk: 15 })
const most = 10
/** Confidence of a takeaway follows its score, so that whoever sorts by it gets the same order. */
const share = 0.75

/** The ten findings that matter most: decisions first, then commitments and risks, the surest first, none twice. */
export const rankTakeaways = (insights: readonly InsightDraft[]): InsightDraft[] => {
  const ranked = insights
    .flatMap((insight, index) => {
      const weight = weights.get(insight.kind)
      const text = takeawayOf(insight)
      return weight === undefined || text === null ? [] : [{ insight, text, score: weight + insight.confidence, index }]
    })
    .sort((a, b) => b.score - a.score || a.index - b.index)
  const chosen: typeof ranked = []
  for (const one of ranked)
    if (chosen.length < most && !chosen.some((other) => isRestated(other.text, one.text))) chosen.push(one)
  return chosen.map(({ insight, text, score }, index) => ({
    kind: 'key_takeaway',
    body: { text, rank: index + 1 },
    confidence: Math.min(95, Math.round(score * share)),
    evidence: insight.evidence,
  }))
}

/** A commitment is told with who has it: "Ana Ruiz: send the harbour permit". */
const takeawayOf = (insight: InsightDraft): string | null => {
  const text = textOfInsight(insight)
  const { owner } = insight.body
  return text !== null && insight.kind === 'action_item' && typeof owner === 'string'
    ? `${owner}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`
    : text
}

export const textOfInsight = (insight: InsightDraft): string | null => {
  const said = insight.body.decision ?? insight.body.description ?? insight.body.risk ?? insight.body.text
  return typeof said === 'string' ? said : null
}
