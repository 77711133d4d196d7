import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { createMatcher } from '../cues/matcher.ts'
import { mildCues, mitigationCues, riskCues, severeCues } from '../lexicon/insight-cues.ts'
import type { Reading } from '../prepare.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { asStatement, makeInsight } from './make-insight.ts'

const listMatcher = (cues: readonly string[]) => createMatcher<true>(cues.map((cue): [string, true] => [cue, true]))
const risks = listMatcher(riskCues)
const severe = listMatcher(severeCues)
const mild = listMatcher(mildCues)
const mitigations = listMatcher(mitigationCues)

/** What somebody is worried about, with how bad it is said to be and what is said to be done about it right after. */
export const findRisks = (reading: Reading): InsightDraft[] =>
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
    const answer = reading.sentences.slice(index, index + 4).find((other) => mitigations.find(other.tokens).length > 0)
    const body = {
      risk: asStatement(textOf(sentence, afterThat(sentence, hit.to), sentence.tokens.length)),
      severity,
      mitigation: answer ? asStatement(answer.text) : null,
    }
    return [makeInsight('risk', body, sentence, 60)]
  })

/** "There is a risk that the crane fails" is the risk "The crane fails". */
const afterThat = (sentence: Sentence, to: number): number => {
  const at = sentence.tokens.slice(to, to + 2).findIndex((token) => token.norm === 'that')
  return at < 0 ? 0 : to + at + 1
}
