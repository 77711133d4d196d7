import type { InsightDraft } from '../../../domain/insight/insight.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { decisionText } from './decision-text.ts'
import { type Decided, findDecided } from './find-decided.ts'
import { evidenceOf, makeInsight } from './make-insight.ts'
import { isRestated } from './restated.ts'

/** What was settled, with the reason and what was not chosen where they are said. */
export const findDecisions = (reading: Reading): InsightDraft[] => {
  const drafts: InsightDraft[] = []
  let last: { index: number; draft: InsightDraft } | undefined
  for (const decided of findDecided(reading)) {
    const draft = draftOf(reading, decided)
    if (saysNothing.test(String(draft.body.decision))) continue
    const again = drafts.find((one) => isRestated(String(one.body.decision), String(draft.body.decision)))
    const beside = last && isBeside(reading, last.index, decided.index) ? last.draft : undefined
    const known = again ?? beside
    if (known) absorb(known, draft)
    else drafts.push(draft)
    last = { index: decided.index, draft: known ?? draft }
  }
  return drafts
}

/** What is left when the reason is cut off: "we decided". */
const saysNothing = /^(?:so )?(?:it's|it is|that's|that is|we|we've|we have|i|i've)?\s*(?:decided|agreed|settled)\W*$/i

/** What is said again, or in the same breath, is one decision in the words that say more. */
const absorb = (known: InsightDraft, draft: InsightDraft): void => {
  if (wordCount(draft) > wordCount(known))
    known.body = { ...draft.body, rationale: known.body.rationale ?? draft.body.rationale }
  known.evidence.push(...draft.evidence.filter((piece) => !known.evidence.some((one) => one.quote === piece.quote)))
}

const wordCount = ({ body }: InsightDraft): number => String(body.decision).split(' ').length

/** Two sentences of one breath settle one thing; lines of a conclusion are a list. */
const isBeside = (reading: Reading, before: number, index: number): boolean => {
  const [first, second] = [reading.sentences[before], reading.sentences[index]]
  return first !== undefined && second?.kind === 'speech' && first.segment === second.segment && index - before <= 2
}

const draftOf = (
  reading: Reading,
  { index, from, confidence, decidedBy, topic, sealed: seal }: Decided,
): InsightDraft => {
  const sentence = reading.sentences[index] as Sentence
  const draft = makeInsight(
    'decision_made',
    { ...decisionText(reading, index, from, topic), decidedBy },
    sentence,
    confidence,
  )
  if (seal && seal !== sentence) draft.evidence.push(evidenceOf(seal))
  return draft
}
