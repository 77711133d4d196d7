import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { mildCues, mitigationCues, riskCues, severeCues } from '../lexicon/insight-cues.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { asSentence, shorten } from '../summaries/prose.ts'
import { createListMatcher } from './list-matcher.ts'
import { asStatement, evidenceOf, makeInsight } from './make-insight.ts'
import { leansOnContext, standingAlone, tellingWords, withTopic } from './substance.ts'
import { afterLeads, isFluent, wordsOf } from './wording.ts'

const risks = createListMatcher(riskCues)
const severe = createListMatcher(severeCues)
const mild = createListMatcher(mildCues)
const mitigations = createListMatcher(mitigationCues)

/** What somebody is worried about, with how bad it is said to be and what is said to be done about it right after. */
export const findRisks = (reading: Reading): InsightDraft[] => {
  const states = troubles(reading)
  const found: { first: number; last: number; says: number[]; confidence: number }[] = []
  for (const index of reading.sentences.keys()) {
    const isSaid = saysRisk(reading, index)
    if (!isSaid && !states.has(index)) continue
    const before = found.at(-1)
    const isBeside = before && isOneBreath(reading, before.last, index)
    // "The pumps are on backorder. I can't promise the opening." is one risk.
    if (isBeside) Object.assign(before, { last: index, says: [...before.says, index] })
    else found.push({ first: index, last: index, says: [index], confidence: isSaid ? 60 : 55 })
  }
  return found.map(({ first, last, says, confidence }) => {
    const sentence = reading.sentences[first] as Sentence
    const body = {
      risk: riskText(reading, says, states.get(first) ?? null),
      severity: severityOf(reading, first, last, states.has(first)),
      mitigation: mitigationAfter(reading, last),
    }
    const draft = makeInsight('risk', body, sentence, confidence)
    draft.evidence.push(...says.slice(1).flatMap((index) => evidenceAt(reading, index)))
    return draft
  })
}

const evidenceAt = (reading: Reading, index: number) => {
  const sentence = reading.sentences[index]
  return sentence ? [evidenceOf(sentence)] : []
}

const isOneBreath = (reading: Reading, before: number, index: number): boolean =>
  index - before <= 3 && reading.sentences[before]?.segment === reading.sentences[index]?.segment

/** A thing in trouble is a risk by itself: where it is said, and of what. */
const troubles = (reading: Reading): ReadonlyMap<number, string> => {
  const places = new Map(reading.sentences.map((sentence, index) => [sentence, index]))
  const found = new Map<number, string>()
  for (const statement of reading.statements) {
    const { sentence, modality, dimension, value } = statement
    const listed = dimension.values.find((one) => one.value === value)
    const troubled = listed?.setback === true && !listed.decided
    const index = places.get(sentence)
    const subject = reading.subjectOf(statement)
    if (modality === 'asserted' && troubled && sentence.kind === 'speech' && index !== undefined && subject !== null)
      found.set(index, found.get(index) ?? subject)
  }
  return found
}

const saysRisk = (reading: Reading, index: number): boolean => {
  const sentence = reading.sentences[index]
  if (
    !sentence ||
    sentence.kind === 'heading' ||
    sentence.question ||
    sentence.tokens.length < 6 ||
    !isFluent(sentence)
  )
    return false
  const hit = riskIn(sentence)
  if (!hit || doubts(sentence, hit.from)) return false
  const modality = reading.context.modalityOf(sentence, hit.from, hit.to)
  return modality !== 'negated' && modality !== 'superseded' && modality !== 'questioned'
}

/** "I don't think it's a risk" is none. */
const doubts = (sentence: Sentence, from: number): boolean =>
  sentence.tokens
    .slice(0, from)
    .some(
      (token, at) =>
        /^(?:not|never)$/.test(token.norm) &&
        /^(?:think|see|believe|expect|call)$/.test(sentence.tokens[at + 1]?.norm ?? ''),
    )

const riskIn = (sentence: Sentence) =>
  risks.find(sentence.tokens).find((found) => sentence.tokens[found.from - 1]?.norm !== 'at')

const longestJoined = 320

const riskText = (reading: Reading, says: readonly number[], subject: string | null): string => {
  const texts = says.map((index) => sentenceText(reading.sentences[index] as Sentence))
  const index = says[0] ?? 0
  const sentence = reading.sentences[index] as Sentence
  if (says.length > 1)
    return withTopic(subject, shorten(texts.map((text) => asSentence(text)).join(' '), longestJoined))
  const short = leansOnContext(sentence.tokens) || tellingWords(sentence.tokens) < 5
  return standingAlone(subject ?? (short ? reading.topicOf(sentence) : null), texts[0] ?? '', reading.sentences, index)
}

/** "There is a risk that the crane fails" is the risk "The crane fails"; what only leads in is left out. */
const sentenceText = (sentence: Sentence): string => {
  const hit = riskIn(sentence)
  const that = hit ? sentence.tokens.slice(hit.to - 1, hit.to + 2).findIndex((token) => token.norm === 'that') : -1
  if (hit && that >= 0) return asStatement(wordsOf(sentence, hit.to + that, sentence.tokens.length))
  return asStatement(wordsOf(sentence, afterLeads(sentence, 0), sentence.tokens.length))
}

const severityOf = (reading: Reading, first: number, last: number, isTrouble: boolean): 'low' | 'medium' | 'high' => {
  const segment = reading.sentences[first]?.segment
  const near = reading.sentences.slice(first, last + 2).filter((sentence) => sentence.segment === segment)
  const says = (matcher: typeof severe) => near.some((sentence) => matcher.find(sentence.tokens).length > 0)
  if (says(severe) || isTrouble) return 'high'
  return says(mild) ? 'low' : 'medium'
}

const mitigationAfter = (reading: Reading, index: number): string | null => {
  const topic = reading.sentences[index]?.topic
  const answer = reading.sentences
    .slice(index, index + 4)
    .find((other) => other.topic === topic && !other.question && mitigations.find(other.tokens).length > 0)
  return answer ? asStatement(wordsOf(answer, afterLeads(answer, 0), answer.tokens.length)) : null
}
