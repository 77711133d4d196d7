import type { InsightDraft } from '../../../domain/insight/insight.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { asStatement, makeInsight } from './make-insight.ts'

const shortest = 5
const evasive =
  /\b(?:no idea|don't know|do not know|not sure|good question|ask me|we'll see|let me check|have to check)\b/i
const tag = /\b(?:right|okay|ok|no|yeah|huh)\?$/i

/** Questions that ask for something, and whether the next speaker answers. */
export const findQuestions = (reading: Reading): InsightDraft[] =>
  reading.sentences.flatMap((sentence, index) => {
    if (
      !sentence.question ||
      sentence.kind !== 'speech' ||
      sentence.tokens.length < shortest ||
      tag.test(sentence.text)
    )
      return []
    const answer = answerTo(sentence, reading.sentences.slice(index + 1, index + 4))
    const body = {
      text: asStatement(sentence.text),
      askedBy: sentence.speaker,
      answered: answer !== undefined,
      answer: answer ? asStatement(answer.text) : null,
    }
    return [makeInsight('question', body, sentence, 65)]
  })

const answerTo = (question: Sentence, following: readonly Sentence[]): Sentence | undefined => {
  const reply = following.find((sentence) => sentence.segment > question.segment)
  return reply && reply.speaker !== question.speaker && !reply.question && !evasive.test(reply.text) ? reply : undefined
}
