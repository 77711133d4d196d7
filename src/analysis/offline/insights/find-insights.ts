import type { InsightDraft } from '../../../domain/insight/insight.ts'
import type { Reading } from '../prepare.ts'
import { findActionItems } from './action-items.ts'
import { findDecisions } from './decisions.ts'
import { findOwnKinds } from './own-kinds.ts'
import { findQuestions } from './questions.ts'
import { findRisks } from './risks.ts'
import { rankTakeaways, textOfInsight } from './takeaways.ts'
import { findFeedback, findMarket } from './voices.ts'

/** All insights of a chunk; each kind says a thing once. */
export const findInsights = (reading: Reading): InsightDraft[] => {
  const found = [
    findActionItems,
    findDecisions,
    findRisks,
    findFeedback,
    findMarket,
    findQuestions,
    findOwnKinds,
  ].flatMap((find) => find(reading))
  const distinct = withoutRepeats(found)
  return [...distinct, ...rankTakeaways(distinct)]
}

const withoutRepeats = (insights: readonly InsightDraft[]): InsightDraft[] => {
  const seen = new Set<string>()
  return insights.filter((insight) => {
    const text = textOfInsight(insight) ?? JSON.stringify(insight.body)
    const key = `${insight.kind}|${text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
