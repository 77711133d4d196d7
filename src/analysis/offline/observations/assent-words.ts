import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher, type Hit } from '../cues/matcher.ts'
import { casualAssents, speechOf } from '../lexicon/english.ts'
import { beforeVerb, nounsToo } from '../lexicon/outcome-words.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import type { StatementContext } from './statement.ts'

export type Answer = { kind: 'dissent' } | { kind: 'assent'; formal: boolean }

const longestAssent = 12
const objects = new Set('on to that about not of from around only regarding with for does'.split(' '))

/** Reads words of assent and dissent: whole answers to a request, and refusals wherever they are said. */
export const createAnswerReader = (model: TrackingModel, context: StatementContext) => {
  const speech = speechOf(model)
  const tagged = (cues: readonly string[], tag: 'assent' | 'dissent') => cues.map((cue) => [cue, tag] as const)
  const marks = createMatcher<'assent' | 'dissent'>([
    ...tagged(speech.assent, 'assent'),
    ...tagged(speech.dissent, 'dissent'),
  ])
  const marksIn = (sentence: Sentence) => {
    const hits = marks.find(sentence.tokens)
    const longest = hits.filter((hit) => !hits.some((other) => isInside(hit, other)))
    const done = longest.filter((hit) => !nounsToo.has(hit.cue) || isDone(sentence, hit.from))
    return done.filter((hit) => context.modalityOf(sentence, hit.from, hit.to) !== 'negated')
  }
  const refuses = (sentence: Sentence): boolean =>
    !sentence.question && marksIn(sentence).some((hit) => hit.tag === 'dissent')
  const answerIn = (sentence: Sentence): Answer | undefined => {
    const meant = marksIn(sentence)
    if (meant.some((hit) => hit.tag === 'dissent')) return { kind: 'dissent' }
    const assent = meant.find((hit) => hit.tag === 'assent')
    if (isNote(sentence) && (assent || silent.test(sentence.text))) return { kind: 'assent', formal: true }
    if (!assent) return undefined
    if (context.modalityOf(sentence, assent.from, assent.to) !== 'asserted') return undefined
    // An assent is short, opens its clause and nearly ends it: "consensus on something else" agrees to that.
    const clause = clauseAt(sentence, assent.from)
    const rest = sentence.tokens.slice(assent.to, clause.to)
    const complete = rest.length <= 2 && (rest[1]?.norm === 'me' || !rest.some((token) => objects.has(token.norm)))
    const opens = assent.from - clause.from <= 1
    if (!opens || !complete || sentence.tokens.length > longestAssent) return undefined
    return { kind: 'assent', formal: !casualAssents.has(assent.cue) }
  }
  return { answerIn, refuses }
}

/** "I object" refuses; "the object", "another block" are things. */
const isDone = (sentence: Sentence, at: number): boolean => {
  const before = sentence.tokens[at - 1]?.norm
  return before === undefined || beforeVerb.has(before) || /ly$/.test(before)
}

/** "(Silence)": a note in brackets tells what was heard. */
export const isNote = (sentence: Sentence): boolean => /^[([].*[)\]]\W*$/s.test(sentence.text)

const isInside = <T>(hit: Hit<T>, other: Hit<T>): boolean =>
  other.from <= hit.from && other.to >= hit.to && other.to - other.from > hit.to - hit.from

/** What a minute-taker notes when nobody speaks up. */
const silent = /\b(?:silence|none|no objections?|no response|crickets|yes|agreement|consensus|nods|thumbs)\b/i
