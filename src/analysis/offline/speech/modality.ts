import type { Modality } from '../../../domain/observation/observation.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher, type Hit } from '../cues/matcher.ts'
import { hedges, speechOf } from '../lexicon/english.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'

type Mark = 'hedge' | 'negation' | 'conditional' | 'proposal' | 'plan' | 'past' | 'assent'

export type ModalityReader = (sentence: Sentence, from: number, to: number) => Modality

/** Words of the conditional that bind their own clause only: "until it ships we wait" says nothing conditional of the waiting. */
const ownClauseOnly = new Set(['until', 'till', 'once', 'when', 'before', 'as soon as', 'otherwise'])
const negationReach = 5

/**
 * Decides how a cue at tokens [from, to) is meant, from the marks around it. A mark inside the cue belongs to the cue
 * ("no longer blocked" is not a negated "blocked").
 */
export const createModalityReader = (model: TrackingModel): ModalityReader => {
  const matcher = createMatcher<Mark>(markCues(model))
  const cache = new WeakMap<Sentence, Hit<Mark>[]>()
  const marksOf = (sentence: Sentence) => {
    const known = cache.get(sentence)
    if (known) return known
    const marks = withoutAgreement(matcher.find(sentence.tokens))
    cache.set(sentence, marks)
    return marks
  }
  return (sentence, from, to) => modalityOf(sentence, from, to, marksOf(sentence))
}

const markCues = (model: TrackingModel): [string, Mark][] => {
  const speech = speechOf(model)
  const lists: [readonly string[], Mark][] = [
    [speech.negation, 'negation'],
    [speech.conditional, 'conditional'],
    [speech.proposal, 'proposal'],
    [speech.plan, 'plan'],
    [speech.supersededPast, 'past'],
    [speech.assent, 'assent'],
    [hedges, 'hedge'],
  ]
  return lists.flatMap(([cues, mark]) => cues.map((cue): [string, Mark] => [cue, mark]))
}

const modalityOf = (sentence: Sentence, from: number, to: number, marks: readonly Hit<Mark>[]): Modality => {
  const clause = clauseAt(sentence, from)
  const outside = marks.filter((mark) => mark.to <= from || mark.from >= to)
  const here = outside.filter((mark) => mark.from >= clause.from && mark.from < clause.to)
  if (sentence.question) return 'questioned'
  if (here.some((mark) => mark.tag === 'negation' && negates(mark, from))) return 'negated'
  if (outside.some((mark) => mark.tag === 'conditional' && conditions(mark, sentence, clause, from)))
    return 'conditional'
  // "If they sign we start in May, but I would not bet on it": a doubt about what is conditional anyway.
  const doubts = sentence.tokens.slice(from, to).some((token) => token.norm === 'would')
  if (doubts && marks.some((mark) => mark.cue === 'if' && mark.from < from)) return 'conditional'
  if (here.some((mark) => mark.tag === 'past' && pastOf(mark, from, to))) return 'superseded'
  if (here.some((mark) => mark.tag === 'proposal' && mark.to <= from)) return 'proposed'
  if (isLooseGerund(sentence, from) || isInfinitive(sentence, from) || isQuoted(sentence, from)) return 'proposed'
  if (here.some((mark) => mark.tag === 'plan' && (mark.to <= from || from - mark.from > -8))) return 'planned'
  return 'asserted'
}

/** "No objections" negates nothing, "let's say the tenth" proposes nothing. */
const withoutAgreement = (marks: Hit<Mark>[]): Hit<Mark>[] => {
  const covers = marks.filter((mark) => (mark.tag === 'assent' && mark.to - mark.from > 1) || mark.tag === 'hedge')
  const isCovered = (mark: Hit<Mark>) => covers.some((cover) => cover.from <= mark.from && cover.to >= mark.to)
  return marks.filter((mark) => mark.tag !== 'assent' && mark.tag !== 'hedge' && !isCovered(mark))
}

const being = new Set([
  'am',
  'is',
  'are',
  'was',
  'were',
  'be',
  'been',
  'now',
  'still',
  "'s",
  'just',
  'already',
  'also',
  'not',
  'started',
  'stopped',
  'keep',
  'kept',
  'started',
  'began',
])

/** "I'm fine with this going to the board": said of an idea. "We are going to the board" is not, nor is a note "Going to the board". */
const isLooseGerund = (sentence: Sentence, from: number): boolean => {
  if (sentence.kind === 'conclusion' || from === 0 || !/[a-z]{2}ing$/.test(sentence.tokens[from]?.norm ?? ''))
    return false
  return (sentence.tokens[from]?.gap ?? 0) === 0 && !being.has(sentence.tokens[from - 1]?.norm ?? '')
}

const telling = new Set(
  'told tell tells asked asks wrote called ordered orders begged instructed way time chance reason how who somebody someone anybody anyone nobody'.split(
    ' ',
  ),
)
const tellingReach = 4

/** "I told the crew to stop work", "there is no way to finish it": what somebody is to do is not done yet. */
const isInfinitive = (sentence: Sentence, from: number): boolean => {
  const { tokens } = sentence
  if (sentence.kind === 'conclusion' || tokens[from - 1]?.norm !== 'to' || tokens[from]?.gap !== 0) return false
  return tokens.slice(Math.max(0, from - 1 - tellingReach), from - 1).some(({ norm }) => telling.has(norm))
}

const saying = new Set('said says goes went told like'.split(' '))
const others = new Set('he she they'.split(' '))
const ownVoice = new Set('i we my our'.split(' '))

/** "And he said, look, I have not started": the words of somebody who is not here, who means their own work by "I". */
const isQuoted = (sentence: Sentence, from: number): boolean => {
  const { tokens } = sentence
  const said = tokens.findLastIndex(
    ({ norm }, index) => index < from && saying.has(norm) && others.has(tokens[index - 1]?.norm ?? ''),
  )
  if (said < 0 || (tokens[said + 1]?.gap ?? 0) === 0) return false
  return tokens.slice(said + 1, from + 1).some(({ norm }) => ownVoice.has(norm))
}

/** A word denies what follows closely, a phrase ("not ready to") the rest of its clause. */
const negates = (mark: Hit<Mark>, from: number): boolean =>
  mark.to <= from && (mark.to - mark.from > 1 || from - mark.to < negationReach)

const conditions = (
  mark: Hit<Mark>,
  sentence: Sentence,
  clause: { from: number; to: number },
  from: number,
): boolean => {
  const inClause = mark.from >= clause.from && mark.from < clause.to
  if (ownClauseOnly.has(mark.cue)) return inClause && mark.from < from
  const before = sentence.tokens[mark.from - 1]?.norm
  if (before === 'even' || before === 'as' || isApart(sentence, mark.from, from)) return false
  // A conclusion that attaches conditions is a conclusion all the same: "Stage 2, assuming the editors agree".
  return (
    sentence.kind !== 'conclusion' || mark.from < from || (inClause && (mark.cue === 'if' || mark.cue === 'unless'))
  )
}

const contrast = new Set(['but', 'however'])
const newThought = new Set(['but', 'however', 'so', 'and', 'because'])

/** "If it rains we stay, but the tent is done"; "I own it, so if something breaks, call me": each half stands for itself. */
const isApart = (sentence: Sentence, mark: number, hit: number): boolean => {
  const [first, second] = mark < hit ? [mark, hit] : [hit, mark]
  const dividers = mark < hit ? contrast : newThought
  return sentence.clauses.some(
    (start) => start > first && start <= second && dividers.has(sentence.tokens[start]?.norm ?? ''),
  )
}

/** "was blocked" and "blocked back then": a bare past verb must stand right before what it puts in the past. */
const pastOf = (mark: Hit<Mark>, from: number, to: number): boolean => {
  const bare = mark.cue === 'was' || mark.cue === 'were' || mark.cue === 'had been'
  return bare ? mark.to <= from && from - mark.to <= 2 : mark.from < to + 6
}
