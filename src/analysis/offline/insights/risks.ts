import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { createMatcher } from '../cues/matcher.ts'
import { mildCues, mitigationCues, riskCues, severeCues } from '../lexicon/insight-cues.ts'
import type { Reading } from '../prepare.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { asStatement, makeInsight } from './make-insight.ts'
import { leansOnContext, standingAlone } from './substance.ts'

const listMatcher = (cues: readonly string[]) => createMatcher<true>(cues.map((cue): [string, true] => [cue, true]))
const risks = listMatcher(riskCues)
const severe = listMatcher(severeCues)
const mild = listMatcher(mildCues)
const mitigations = listMatcher(mitigationCues)

/** What somebody is worried about, with how bad it is said to be and what is said to be done about it right after. */
export const findRisks = (reading: Reading): InsightDraft[] => {
  const said = saidRisks(reading)
  const taken = new Set(said.map((one) => one.evidence[0]?.segmentIndex))
  return [...said, ...troubles(reading).filter((one) => !taken.has(one.evidence[0]?.segmentIndex))]
}

/** A thing in trouble is a risk by itself. */
const troubles = (reading: Reading): InsightDraft[] => {
  const sentences = new Set<Sentence>()
  return reading.statements.flatMap((statement) => {
    const { sentence, modality, dimension, value } = statement
    const listed = dimension.values.find((one) => one.value === value)
    const troubled = listed?.setback === true && !listed.decided
    if (modality !== 'asserted' || !troubled || sentence.kind !== 'speech' || sentences.has(sentence)) return []
    const subject = reading.subjectOf(statement)
    if (subject === null) return []
    sentences.add(sentence)
    const index = reading.sentences.indexOf(sentence)
    const body = {
      risk: standingAlone(subject, asStatement(sentence.text), reading.sentences, index),
      severity: 'high' as const,
      mitigation: mitigationAfter(reading, index),
    }
    return [makeInsight('risk', body, sentence, 55)]
  })
}

const mitigationAfter = (reading: Reading, index: number): string | null => {
  const answer = reading.sentences.slice(index, index + 4).find((other) => mitigations.find(other.tokens).length > 0)
  return answer ? asStatement(answer.text) : null
}

const saidRisks = (reading: Reading): InsightDraft[] =>
  reading.sentences.flatMap((sentence, index) => {
    if (sentence.kind === 'heading' || sentence.question || sentence.tokens.length < 6) return []
    const hit = risks.find(sentence.tokens).find((found) => sentence.tokens[found.from - 1]?.norm !== 'at')
    if (!hit || reading.context.modalityOf(sentence, hit.from, hit.to) === 'negated') return []
    const near = [sentence, reading.sentences[index + 1]].filter(
      (other) => other !== undefined && other.segment === sentence.segment,
    )
    const says = (matcher: typeof severe) =>
      near.some((other) => other !== undefined && matcher.find(other.tokens).length > 0)
    const severity = says(severe) ? ('high' as const) : says(mild) ? ('low' as const) : ('medium' as const)
    const text = asStatement(textOf(sentence, afterThat(sentence, hit.to), sentence.tokens.length))
    const topic = leansOnContext(sentence.tokens) ? reading.topicOf(sentence) : null
    const body = {
      risk: standingAlone(topic, text, reading.sentences, index),
      severity,
      mitigation: mitigationAfter(reading, index),
    }
    return [makeInsight('risk', body, sentence, 60)]
  })

/** "There is a risk that the crane fails" is the risk "The crane fails". */
const afterThat = (sentence: Sentence, to: number): number => {
  const at = sentence.tokens.slice(to, to + 2).findIndex((token) => token.norm === 'that')
  return at < 0 ? 0 : to + at + 1
}
