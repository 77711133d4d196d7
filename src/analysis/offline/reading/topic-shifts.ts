import { createMatcher } from '../cues/matcher.ts'
import type { Sentence } from './sentence.ts'

/** Where the talk turns to something new: what was spoken of before this sentence is out of focus after it. */
type TopicShifts = (sentence: Sentence) => Sentence | undefined

const turns = createMatcher<true>(
  [
    'next is',
    'next up',
    'next one',
    'next item',
    'next topic',
    'next thing',
    'moving on',
    'move on to',
    'on to',
    'let us start with',
    'let us talk about',
    'let us go to',
    'let us turn to',
    'start with',
    'turning to',
    'speaking of',
    'as for',
    'what about',
    'how about',
    'how is',
    'how are',
    'how did',
    'where are we',
    'where are you',
    'where is',
    'anything on',
    'any news',
    'any update|updates',
    'last thing',
    'last one',
    'last item',
    'one more thing',
    'another thing',
    'one thing',
    'first thing',
    'quick one',
    'small thing',
    'while we are on',
    'while i have you',
    'tell me about',
    'do we have anything',
  ].map((cue): [string, true] => [cue, true]),
)

const openers = new Set(
  'okay ok so and um right now then alright next good great well anyway but oh yes yeah first finally also lovely fine perfect'.split(
    ' ',
  ),
)
const replies = new Set(
  'amazing yes no fair good fine great lovely wow thanks thank sure exactly absolutely true right okay ok please never always nothing everything everyone nobody maybe perhaps really correct agreed done perfect nice brilliant sorry hello hi bye morning today tomorrow yesterday percent days weeks months hours minutes me you him her us them it that this mine yours both neither'.split(
    ' ',
  ),
)
const longestFragment = 5

/**
 * A topic is opened by a phrase ("next up", "how is the audit?") or by a bare fragment that names it: "Okay. Payroll.",
 * "Um, templates." The fragment's word must be spoken again; what is said once is a remark.
 */
export const findTopicShifts = (sentences: readonly Sentence[]): TopicShifts => {
  const counts = new Map<string, number>()
  for (const sentence of sentences)
    for (const { norm } of sentence.tokens) counts.set(norm, (counts.get(norm) ?? 0) + 1)
  const last = new Map<Sentence, Sentence>()
  let current: Sentence | undefined
  for (const sentence of sentences) {
    if (sentence.kind !== 'speech') current = undefined
    else if (opensTopic(sentence, counts)) current = sentence
    if (current) last.set(sentence, current)
  }
  return (sentence) => last.get(sentence)
}

const opensTopic = (sentence: Sentence, counts: ReadonlyMap<string, number>): boolean => {
  const { tokens } = sentence
  const first = turns.find(tokens)[0]
  if (first && first.from <= 3) return true
  const content = tokens.filter((token) => !openers.has(token.norm))
  if (content.length === 0 || content.length > longestFragment || content.some((token) => verbs.test(token.norm)))
    return false
  const telling = content.filter(
    (token) => token.norm.length > 2 && !replies.has(token.norm) && !/^\d|^(?:the|a|an|and|of|for)$/.test(token.norm),
  )
  return (
    telling.length > 0 &&
    telling.length === content.filter((token) => !/^(?:the|a|an|and|of|for|my|our|your)$/.test(token.norm)).length &&
    telling.some((token) => (counts.get(token.norm) ?? 0) > 1)
  )
}

const verbs =
  /^(?:is|are|was|were|am|be|been|'s|'d|do|does|did|done|have|has|had|will|would|can|could|should|may|might|must|i|you|we|they|he|she|it|that|this|there|not|no|let|go|got|get|make|take|say|see|know|think|want|need|if|what|when|who|why|how|where|which)$/
