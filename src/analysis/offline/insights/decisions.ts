import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { createMatcher } from '../cues/matcher.ts'
import { decisionCues, rationaleCues } from '../lexicon/insight-cues.ts'
import type { Reading } from '../prepare.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { asStatement, makeInsight } from './make-insight.ts'
import { promiseIn } from './promises.ts'
import { tellingWords } from './substance.ts'

const cues = createMatcher<true>(decisionCues.map((cue): [string, true] => [cue, true]))
const reasons = createMatcher<true>(rationaleCues.map((cue): [string, true] => [cue, true]))

/** What was settled, and why when a reason stands in the same sentence or opens the next one. */
export const findDecisions = (reading: Reading): InsightDraft[] =>
  reading.sentences.flatMap((sentence, index) => {
    if (sentence.kind === 'heading' || sentence.question || sentence.tokens.length < 3) return []
    const hit = cues.find(sentence.tokens)[0]
    if (!hit && sentence.kind !== 'conclusion') return []
    if (hit) {
      const modality = reading.context.modalityOf(sentence, hit.from, hit.to)
      if (modality !== 'asserted' && modality !== 'planned') return []
      if (sentence.kind !== 'conclusion' && sentence.tokens.length < 5) return []
    }
    if (tellingWords(sentence.tokens) < 3) return []
    if (promiseIn(sentence, reading, undefined)) return []
    const { decision, rationale } = splitReason(
      sentence,
      hit ? afterLead(sentence, hit.to) : 0,
      reading.sentences[index + 1],
    )
    const body = { decision, rationale, alternatives: [], decidedBy: null }
    return [makeInsight('decision_made', body, sentence, sentence.kind === 'conclusion' ? 85 : 70)]
  })

/** "We decided to close early" decides "Close early"; after other words the sentence stays whole. */
const afterLead = (sentence: Sentence, to: number): number => {
  const last = sentence.tokens[to - 1]?.norm
  if (last === 'to' || last === 'that') return to
  const next = sentence.tokens[to]?.norm
  return next === 'to' || next === 'that' ? to + 1 : 0
}

const splitReason = (
  sentence: Sentence,
  from: number,
  next: Sentence | undefined,
): { decision: string; rationale: string | null } => {
  const end = sentence.tokens.length
  const reason = reasons.find(sentence.tokens).find((hit) => hit.from >= from + 2)
  if (reason)
    return {
      decision: asStatement(textOf(sentence, from, reason.from)),
      rationale: asStatement(textOf(sentence, reason.to, end)) || null,
    }
  const following =
    next && next.segment === sentence.segment ? reasons.find(next.tokens).find((hit) => hit.from <= 1) : undefined
  const rationale = following && next ? asStatement(textOf(next, following.to, next.tokens.length)) || null : null
  return { decision: asStatement(textOf(sentence, from, end)), rationale }
}
