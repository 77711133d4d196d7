import { alternativeCues, rationaleCues } from '../lexicon/decision-words.ts'
import type { Reading } from '../prepare.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { createListMatcher } from './list-matcher.ts'
import { asStatement } from './make-insight.ts'
import { referentOf } from './referents.ts'
import { pointsAt, standingAlone, tellingWords } from './substance.ts'
import { afterLeads, wordsOf } from './wording.ts'

export type DecisionText = { decision: string; rationale: string | null; alternatives: string[] }

const reasons = createListMatcher(rationaleCues)
const others = createListMatcher(alternativeCues)

/** What is decided from a token on, why when the reason stands beside it, and what was not chosen. */
export const decisionText = (reading: Reading, index: number, from: number, topic: string | null): DecisionText => {
  const sentence = reading.sentences[index] as Sentence
  const start = afterLeads(sentence, from)
  const end = sentence.tokens.length
  const reason = reasons.find(sentence.tokens).find((hit) => hit.from >= start + 2)
  const other = others.find(sentence.tokens).find((hit) => hit.from >= start + 2)
  const to = reason?.from ?? end
  const decision = asStatement(wordsOf(sentence, start, to, pointed(reading, index, start, to)))
  return {
    decision: standingAlone(topic, decision, reading.sentences, index),
    rationale: reason ? asStatement(wordsOf(sentence, reason.to, end)) || null : reasonAfter(reading, index),
    alternatives: other
      ? [asStatement(wordsOf(sentence, other.to, Math.min(clauseAt(sentence, other.from).to, to)))].filter(Boolean)
      : [],
  }
}

/** A short decision names what its pronoun stands for. */
const pointed = (reading: Reading, index: number, from: number, to: number): ReadonlyMap<number, string> => {
  const sentence = reading.sentences[index]
  const found = new Map<number, string>()
  if (!sentence || tellingWords(sentence.tokens.slice(from, to)) >= 5) return found
  for (let at = from + 1; at < to; at++) {
    const referent = pointsAt(sentence, at, to) ? referentOf(reading, index, at, false) : undefined
    if (referent) found.set(at, referent)
  }
  return found
}

const reasonAfter = (reading: Reading, index: number): string | null => {
  const next = reading.sentences[index + 1]
  if (!next || next.segment !== reading.sentences[index]?.segment) return null
  const reason = reasons.find(next.tokens).find((hit) => hit.from <= 1)
  return reason ? asStatement(wordsOf(next, reason.to, next.tokens.length)) || null : null
}
