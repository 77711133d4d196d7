import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { createMatcher } from '../cues/matcher.ts'
import { decisionCues, rationaleCues, settlingCues } from '../lexicon/insight-cues.ts'
import type { Reading } from '../prepare.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { asStatement, makeInsight } from './make-insight.ts'
import { promiseIn } from './promises.ts'
import { leansOnContext, standingAlone, tellingWords } from './substance.ts'

const cues = createMatcher<true>(decisionCues.map((cue): [string, true] => [cue, true]))
const settling = createMatcher<true>(settlingCues.map((cue): [string, true] => [cue, true]))
const reasons = createMatcher<true>(rationaleCues.map((cue): [string, true] => [cue, true]))

/** What was settled, and why when a reason stands in the same sentence or opens the next one. */
export const findDecisions = (reading: Reading): InsightDraft[] => {
  const said = saidDecisions(reading)
  const taken = new Set(said.map((one) => one.evidence[0]?.segmentIndex))
  return [...said, ...settledStates(reading).filter((one) => !taken.has(one.evidence[0]?.segmentIndex))]
}

/** A day that is fixed, an amount, somebody who takes over, a thing that is dropped or put off: each is a decision. */
const settledStates = (reading: Reading): InsightDraft[] => {
  const sentences = new Set<Sentence>()
  return reading.statements.flatMap((statement) => {
    const { sentence, modality, dimension, value } = statement
    const listed = dimension.values.find((one) => one.value === value)
    const isFixed = dimension.kind === 'date' || dimension.kind === 'money'
    const settles = listed?.decided === true || (isFixed && settling.find(sentence.tokens).length > 0)
    if (modality !== 'asserted' || !settles || sentence.kind !== 'speech' || sentences.has(sentence)) return []
    const subject = reading.subjectOf(statement)
    if (subject === null) return []
    sentences.add(sentence)
    const index = reading.sentences.indexOf(sentence)
    const { decision, rationale } = splitReason(sentence, 0, reading.sentences[index + 1])
    const body = {
      decision: standingAlone(subject, decision, reading.sentences, index),
      rationale,
      alternatives: [],
      decidedBy: null,
    }
    return [makeInsight('decision_made', body, sentence, 60)]
  })
}

const saidDecisions = (reading: Reading): InsightDraft[] =>
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
    if (promiseIn(sentence, reading)?.kind === 'taken') return []
    const { decision, rationale } = splitReason(
      sentence,
      hit ? afterLead(sentence, hit.to) : 0,
      reading.sentences[index + 1],
    )
    const topic = sentence.kind === 'speech' && leansOnContext(sentence.tokens) ? reading.topicOf(sentence) : null
    const body = {
      decision: standingAlone(topic, decision, reading.sentences, index),
      rationale,
      alternatives: [],
      decidedBy: null,
    }
    return [makeInsight('decision_made', body, sentence, sentence.kind === 'conclusion' ? 85 : 70)]
  })

/** "We decided to close early" decides "Close early"; after other words the sentence stays whole. */
const afterLead = (sentence: Sentence, to: number): number => {
  const last = sentence.tokens[to - 1]?.norm
  if (last === 'that' || (last === 'to' && decidedTo.has(sentence.tokens[to - 2]?.norm ?? ''))) return to
  const next = sentence.tokens[to]?.norm
  return next === 'to' || next === 'that' ? to + 1 : 0
}

const decidedTo = new Set(['decided', 'agreed', 'consensus'])

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
