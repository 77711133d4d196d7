import { imperativeVerbs, requestCues } from '../lexicon/insight-cues.ts'
import { emptyVerbs, notVerbs, nounLikeVerbs, taskVerbs } from '../lexicon/task-words.ts'
import { leadWords } from '../lexicon/topic-words.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { dayIn } from './due-day.ts'
import { createListMatcher } from './list-matcher.ts'
import type { Promised } from './promised.ts'
import { tellingWords } from './substance.ts'
import { isTalk } from './talk.ts'

const requests = createListMatcher(requestCues)

/** "Ana, can you check the logs?", "please send it, Ana", "Kevin, write me a page"; `open` while nobody is addressed. */
export const requestIn = (sentence: Sentence, reading: Reading): Promised | undefined => {
  const asked = requestStart(sentence, reading)
  if (!asked || asksBack(sentence, asked.from) || isTalk(sentence, asked.from)) return undefined
  const addressed = addressee(sentence, reading)
  if (addressed && addressed === (sentence.speaker && reading.people.resolve(sentence.speaker))) return undefined
  const isConditional = reading.context.modalityOf(sentence, asked.from, asked.from + 1) === 'conditional'
  if (isConditional && !sentence.question) return undefined
  if (!addressed) return { owner: null, from: asked.from, confidence: 60, kind: 'open' }
  const isFirm = asked.polite || dayIn(sentence, asked.from, sentence.tokens.length, reading) !== undefined
  const isTelling = tellingWords(sentence.tokens.slice(asked.from)) >= 2
  return { owner: addressed, from: asked.from, confidence: isFirm && isTelling ? 70 : 50, kind: 'given' }
}

const requestStart = (sentence: Sentence, reading: Reading): { from: number; polite: boolean } | undefined => {
  const hit = requests.find(sentence.tokens).find((one) => isAsked(sentence, one.cue, one.to))
  if (hit) return { from: hit.to, polite: true }
  const owed = sentence.tokens.findIndex(
    (token, at) => token.norm === 'owe' && sentence.tokens[at - 1]?.norm === 'you' && at + 2 < sentence.tokens.length,
  )
  if (owed > 0) return { from: owed, polite: true }
  const start = afterLeads(sentence, reading)
  if (isImperative(sentence, start)) return { from: start, polite: false }
  const told = sentence.tokens[start]?.norm === 'you' && start > 0 && isImperative(sentence, start + 1)
  if (told) return { from: start + 1, polite: true }
  const at = sentence.clauses.find((clause) => clause <= 3 && clause > 0 && isImperative(sentence, clause))
  return at === undefined ? undefined : { from: at, polite: false }
}

const questionWords = new Set('when what where how why who which whose'.split(' '))

/** "When can you have it?" wants an answer, and so does "ask me when it is over". */
const asksBack = (sentence: Sentence, from: number): boolean =>
  sentence.tokens.slice(0, 3).some((token) => questionWords.has(token.norm)) ||
  (/^(?:ask|tell|remind|give)$/.test(sentence.tokens[from]?.norm ?? '') &&
    /^(?:me|us)$/.test(sentence.tokens[from + 1]?.norm ?? '') &&
    !sentence.question &&
    !givesThing(sentence, from + 2))

const givesThing = (sentence: Sentence, at: number): boolean =>
  /^(?:the|a|an|your|those|these|all)$/.test(sentence.tokens[at]?.norm ?? '')

/** "You will see" foretells; "you'll write the note?" asks. */
const isAsked = (sentence: Sentence, cue: string, to: number): boolean => {
  const verb = sentence.tokens[to]
  if (!verb || emptyVerbs.has(verb.norm) || notVerbs.has(verb.norm)) return false
  if (cue === 'you will') return sentence.question && isTask(verb.norm)
  if (cue === 'make sure' || !sentence.question) return verb.gap === 0 && verb.norm !== 'do'
  return true
}

const isTask = (verb: string): boolean => taskVerbs.has(verb) || imperativeVerbs.has(verb)

/** Past "okay", "and" and the name of whoever is spoken to. */
const afterLeads = (sentence: Sentence, reading: Reading): number => {
  let at = 0
  while (at < sentence.tokens.length - 1) {
    const norm = sentence.tokens[at]?.norm ?? ''
    const isName = reading.people.resolve(norm) !== undefined && (sentence.tokens[at + 1]?.gap ?? 0) > 0
    if (!leadWords.has(norm) && !isName) break
    at++
  }
  return at
}

const objects = new Set(
  'the a an my our your his her their this that these those it them him me us some all any two three'.split(' '),
)

const isImperative = (sentence: Sentence, at: number): boolean => {
  const verb = sentence.tokens[at]
  const next = sentence.tokens[at + 1]
  if (!verb || !next || !isTask(verb.norm) || next.gap > 0) return false
  const hasObject = objects.has(next.norm)
  return nounLikeVerbs.has(verb.norm)
    ? hasObject
    : hasObject || !/^(?:is|are|was|were|will|has|have|had|'s|do|does|did)$/.test(next.norm)
}

/** The person a sentence is spoken to: a name with commas around it, at its start, its end or inside. */
const addressee = (sentence: Sentence, reading: Reading): string | undefined => {
  const { tokens } = sentence
  for (const [at, token] of tokens.entries()) {
    const before = token.gap > 0 || tokens.slice(0, at).every(({ norm }) => leadWords.has(norm))
    const after = at === tokens.length - 1 || (tokens[at + 1]?.gap ?? 0) > 0
    const name = before && after ? reading.people.resolve(token.norm) : undefined
    if (name) return name
  }
  return undefined
}
