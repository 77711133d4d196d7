import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { fillWords } from '../lexicon/task-words.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { makeInsight } from './make-insight.ts'
import { tellingWords } from './substance.ts'
import { isFluent, readable } from './wording.ts'

const shortest = 5
const longest = 28
/** A list that is longer is read by nobody. */
const mostQuestions = 15
const evasive =
  /\b(?:no idea|don't know|do not know|not sure|good question|ask me|we'll see|let me check|have to check|don't understand)\b/i
const tag = /\b(?:right|okay|ok|no|yeah|huh|or|and|what|you know)\?$/i
const asks =
  /^(?:what|when|where|who|whom|whose|which|why|how|is|are|was|were|do|does|did|can|could|will|would|should|shall|may|has|have|had|isn|aren|wasn|don|doesn|didn|won|wouldn|couldn|shouldn|any)$/

/** Questions that ask for something, and whether the next speaker answers; of many, those that say most. */
export const findQuestions = (reading: Reading): InsightDraft[] => {
  const asked = reading.sentences.flatMap((sentence, index) => (isQuestion(sentence) ? [{ sentence, index }] : []))
  const kept = new Set(
    asked
      .toSorted((a, b) => weightOf(b.sentence) - weightOf(a.sentence) || a.index - b.index)
      .slice(0, mostQuestions)
      .map(({ index }) => index),
  )
  return asked
    .filter(({ index }) => kept.has(index))
    .map(({ sentence, index }) => {
      const answer = answerTo(sentence, reading.sentences.slice(index + 1, index + 6))
      const body = {
        text: readable(sentence),
        askedBy: sentence.speaker,
        answered: answer !== undefined,
        answer: answer ? readable(answer) : null,
      }
      return makeInsight('question', body, sentence, 65)
    })
}

const isQuestion = (sentence: Sentence): boolean => {
  const { question, kind, tokens, text } = sentence
  if (!question || kind !== 'speech' || tokens.length < shortest || tokens.length > longest || tag.test(text))
    return false
  const isAsked = sentence.clauses.some((start) =>
    tokens.slice(start, start + 3).some((token) => asks.test(token.norm)),
  )
  return isAsked && tellingWords(tokens) >= 2 && isFluent(sentence)
}

const weightOf = (sentence: Sentence): number => Math.min(10, tellingWords(sentence.tokens))

/** The first sentence of the reply that says something; a bare yes or no is an answer to a question that wants one. */
const answerTo = (question: Sentence, following: readonly Sentence[]): Sentence | undefined => {
  const [reply] = following.filter((sentence) => sentence.segment > question.segment)
  if (!reply || reply.speaker === question.speaker || reply.question || evasive.test(reply.text)) return undefined
  const turn = following.filter((sentence) => sentence.segment === reply.segment && !sentence.question)
  const telling = turn.find(
    (sentence) => sentence.tokens.some((token) => !fillWords.has(token.norm)) && isFluent(sentence),
  )
  return telling ?? (/^(?:yes|yeah|yep|no|nope|never|not)\b/i.test(reply.text) ? reply : undefined)
}
