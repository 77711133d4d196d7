import { grantCues, refusalCues, uptakeCues } from '../lexicon/task-words.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { bareDay, isBareDay } from './due-day.ts'
import { createListMatcher } from './list-matcher.ts'
import type { Promised } from './promised.ts'
import { promiseIn, speakerOf } from './promises.ts'

const grants = createListMatcher(grantCues)
const uptakes = createListMatcher(uptakeCues)
const refusals = createListMatcher(refusalCues)

/** What is said to a request or an offer: by whom, by when, and which sentence promises it in words of its own. */
export type Reply = {
  by: string | null
  accepted: boolean
  refused: boolean
  due: string | null
  evidence: Sentence | null
  promise: { index: number; promised: Promised } | null
  /** The sentence in which it was taken up. */
  last: number
}

const mostSentences = 5
const mostTurns = 3

/** The answer to a request at a sentence, from its owner when one is known, else from whoever speaks next. */
export const replyTo = (reading: Reading, index: number, promised: Promised): Reply | undefined => {
  const asked = reading.sentences[index]
  if (!asked || asked.kind === 'heading') return undefined
  const waits = promised.kind === 'offered' || promised.kind === 'needed'
  let segment = asked.segment
  let turns = 0
  for (let at = index + 1; at < reading.sentences.length; at++) {
    const sentence = reading.sentences[at]
    if (!sentence || sentence.topic !== asked.topic) return undefined
    if (sentence.segment !== segment) {
      segment = sentence.segment
      if (++turns > mostTurns) return undefined
    }
    if (turns === 0 || sentence.speaker === asked.speaker || sentence.speaker === null) continue
    const by = speakerOf(sentence, reading)
    if (!waits && promised.owner !== null && by !== promised.owner) continue
    return readTurn(reading, at, by, waits)
  }
  return undefined
}

const readTurn = (reading: Reading, from: number, by: string | null, waits: boolean): Reply => {
  const first = reading.sentences[from]
  const turn = reading.sentences
    .slice(from, from + mostSentences)
    .filter((sentence) => sentence.segment === first?.segment)
  const starts = (matcher: typeof grants, sentence: Sentence) =>
    matcher.find(sentence.tokens).some((hit) => hit.from <= 1)
  const reply: Reply = { by, accepted: false, refused: false, due: null, evidence: null, promise: null, last: from }
  if (first && starts(refusals, first)) return { ...reply, refused: true }
  for (const [offset, sentence] of turn.entries()) {
    const dated = isBareDay(sentence, reading)
    const promised = waits ? undefined : promiseIn(sentence, reading)
    const isPromise = promised?.kind === 'taken'
    const agrees = offset === 0 && starts(waits ? uptakes : grants, sentence) && !sentence.question
    if (!agrees && !dated && !isPromise) continue
    reply.accepted = true
    reply.evidence ??= sentence
    reply.last = from + offset
    if (dated) reply.due ??= bareDay(sentence, reading)
    if (isPromise && promised) reply.promise ??= { index: from + offset, promised }
  }
  return reply
}
