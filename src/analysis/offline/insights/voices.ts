import type { InsightDraft } from '../../../domain/insight/insight.ts'
import { createMatcher } from '../cues/matcher.ts'
import { audienceWords, feedbackCues, marketCues } from '../lexicon/voice-cues.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { makeInsight } from './make-insight.ts'
import { isFluent, readable } from './wording.ts'

const kindMatcher = <Kind extends string>(table: Readonly<Record<Kind, readonly string[]>>) =>
  createMatcher<Kind>(
    (Object.keys(table) as Kind[]).flatMap((kind) => table[kind].map((cue): [string, Kind] => [cue, kind])),
  )

const feedback = kindMatcher(feedbackCues)
const market = kindMatcher(marketCues)

/** What users and customers are said to want, miss or suffer from. */
export const findFeedback = (reading: Reading): InsightDraft[] =>
  reading.sentences.flatMap((sentence) => {
    if (!tells(sentence)) return []
    const audience = sentence.tokens.findIndex((token) => audienceWords.has(token.norm))
    const hit =
      audience < 0 ? undefined : feedback.find(sentence.tokens).find((found) => isTheirs(sentence, audience, found))
    if (!hit || reading.context.modalityOf(sentence, hit.from, hit.to) === 'negated') return []
    return [makeInsight('product_feedback', { text: readable(sentence), feedbackKind: hit.tag }, sentence, 55)]
  })

/** What is said about rivals, prices and the world outside. */
export const findMarket = (reading: Reading): InsightDraft[] =>
  reading.sentences.flatMap((sentence) => {
    const hit = tells(sentence) ? market.find(sentence.tokens)[0] : undefined
    return hit
      ? [
          makeInsight(
            'market_intelligence',
            { text: readable(sentence), marketKind: hit.tag, competitor: null },
            sentence,
            55,
          ),
        ]
      : []
  })

const reach = 12
const speakers = new Set(['i', 'you', 'we'])

/** "You want something for people" is the speaker's wish: who wants must not be somebody in the room. */
const isTheirs = (sentence: Sentence, audience: number, found: { from: number }): boolean => {
  if (Math.abs(found.from - audience) > reach) return false
  const before = sentence.tokens.slice(Math.max(0, found.from - 3), found.from)
  return !before.some((token) => speakers.has(token.norm))
}

const tells = (sentence: Sentence): boolean =>
  sentence.kind !== 'heading' && !sentence.question && sentence.tokens.length >= 6 && isFluent(sentence)
