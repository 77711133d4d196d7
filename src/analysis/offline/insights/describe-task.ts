import { imperativeVerbs } from '../lexicon/insight-cues.ts'
import { asideWords, taskVerbs } from '../lexicon/task-words.ts'
import type { Reading } from '../prepare.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { dayIn } from './due-day.ts'
import { asStatement } from './make-insight.ts'
import { referentOf } from './referents.ts'
import { pointsAt, tellingWords } from './substance.ts'
import { wordsOf } from './wording.ts'

/** A task in words of its own; `leans` when a pronoun is left that nothing near explains. */
export type TaskText = {
  text: string
  leans: boolean
  /** Whether a pronoun stood for what was said before: such words go on with a task rather than name one. */
  pointed: boolean
  telling: number
}

/** The verb and its object from a token on: asides, names that are called and the day cut off, pronouns replaced. */
export const describeTask = (reading: Reading, index: number, from: number): TaskText => {
  const sentence = reading.sentences[index] as Sentence
  const end = endOfTask(sentence, from, reading)
  const to = withoutDay(sentence, from, end, reading)
  const replaced = new Map<number, string>()
  const base = baseOf(sentence.tokens[from]?.norm ?? '')
  if (base) replaced.set(from, base)
  if (sentence.tokens[from]?.norm === 'owe') replaced.set(from, 'give')
  const speaks = speakingVerbs.has(sentence.tokens[from]?.norm ?? '')
  let leans = false
  let pointed = false
  for (let at = from; at < to; at++) {
    const person = addressedBy(reading, index, at, from)
    if (person) replaced.set(at, person)
    else if (pointsAt(sentence, at, to)) {
      const referent = referentOf(reading, index, at, speaks)
      pointed = true
      if (referent) replaced.set(at, referent)
      else leans = true
    }
  }
  const text = asStatement(wordsOf(sentence, from, to, replaced))
  const known = [...replaced.keys()].filter((at) => at > from).length
  const telling = tellingWords(sentence.tokens.slice(from, to)) + known
  return { text, leans: leans || telling < 2, pointed: pointed || telling < 2, telling }
}

const speakingVerbs = new Set(
  'tell ask call ring phone email inform remind notify thank invite visit meet see chase nudge'.split(' '),
)

/** A task ends with its clause; after a comma it goes on with more of a list or with where, when and for whom. */
const endOfTask = (sentence: Sentence, from: number, reading: Reading): number => {
  let to = clauseAt(sentence, from).to
  if (sentence.tokens[to]?.norm === 'and' && startsTask(sentence, to + 1)) to = clauseAt(sentence, to).to
  for (let at = from + 1; at < to; at++) {
    if ((sentence.tokens[at]?.gap ?? 0) === 0) continue
    const rest = sentence.tokens.slice(at, to)
    const isList = rest.some((token) => token.norm === 'and' || token.norm === 'or') && !startsTask(sentence, at)
    const first = rest[0]?.norm ?? ''
    const isName = rest.length === 1 && reading.people.resolve(first) !== undefined
    if (isName || asideWords.has(first) || (sentence.tokens[at]?.gap ?? 0) > 1 || !(isList || links.has(first)))
      return at
  }
  while (to - 1 > from && asideWords.has(sentence.tokens[to - 1]?.norm ?? '')) to--
  return to
}

const links = new Set('to for with by in on at from of about into after before until and or including'.split(' '))

const startsTask = (sentence: Sentence, at: number): boolean => {
  const norm = sentence.tokens[at]?.norm ?? ''
  return taskVerbs.has(norm) || imperativeVerbs.has(norm)
}

const dayLinks = new Set('by on before until till the no later than due say this from at around about'.split(' '))

/** The day stands apart in the item: "Send the form by Friday" is "Send the form". */
const withoutDay = (sentence: Sentence, from: number, to: number, reading: Reading): number => {
  const due = dayIn(sentence, from, to, reading)
  if (
    !due ||
    sentence.tokens
      .slice(due.to, to)
      .some(
        (token) =>
          !/^(?:morning|afternoon|evening|night|noon|lunch|latest|at|the|if|you|can|possible)$/.test(token.norm),
      )
  )
    return to
  let end = due.from
  while (end > from && dayLinks.has(sentence.tokens[end - 1]?.norm ?? '')) end--
  // "Book the hall for the tenth" would lose what it is for.
  return end - from >= 2 && sentence.tokens[end - 1]?.norm !== 'for' ? end : to
}

/** "You" in a promise is whoever is spoken to, "me" in a request whoever asks. */
const addressedBy = (reading: Reading, index: number, at: number, from: number): string | undefined => {
  const sentence = reading.sentences[index]
  const norm = sentence?.tokens[at]?.norm
  if (!sentence || at === from || (norm !== 'you' && norm !== 'me' && norm !== 'your')) return undefined
  const next = sentence.tokens[at + 1]
  if (norm !== 'your' && next && next.gap === 0 && verbsAfterYou.test(next.norm)) return undefined
  const isOwn = commits(sentence, from)
  if (isOwn === (norm === 'me')) return undefined
  const who = norm === 'me' ? sentence.speaker : spokenTo(reading, index)
  const full = who ? reading.people.resolve(who) : undefined
  const first = full?.split(' ')[0]
  return first && (norm === 'your' ? `${first}'s` : first)
}

const verbsAfterYou =
  /^(?:will|would|can|could|are|were|have|had|has|do|did|know|want|need|like|think|said|say|get|got|see|send|sent|should|must|might|'d)$/

/** Whether the task is the speaker's own ("I'll send you …"), not asked of another. */
const commits = (sentence: Sentence, from: number): boolean =>
  sentence.tokens.slice(Math.max(0, from - 4), from).some((token) => token.norm === 'i')

const spokenTo = (reading: Reading, index: number): string | null => {
  const sentence = reading.sentences[index]
  if (!sentence) return null
  const called = sentence.tokens.find(
    (token, at) =>
      (token.gap > 0 || at === 0) &&
      (at === sentence.tokens.length - 1 || (sentence.tokens[at + 1]?.gap ?? 0) > 0) &&
      reading.people.resolve(token.norm) !== undefined,
  )
  if (called) return called.norm
  for (let back = index - 1; back >= 0 && back > index - 8; back--) {
    const other = reading.sentences[back]
    if (other?.segment !== sentence.segment)
      return other?.speaker === sentence.speaker ? null : (other?.speaker ?? null)
  }
  return null
}

/** "Telling" is "tell": only verbs that are known are cut back. */
const baseOf = (norm: string): string | undefined => {
  const stem = /^([a-z]{2,})ing$/.exec(norm)?.[1]
  if (!stem) return undefined
  const candidates = [stem, `${stem}e`, /([a-z])\1$/.test(stem) ? stem.slice(0, -1) : stem]
  return candidates.find((candidate) => taskVerbs.has(candidate) || movingVerbs.has(candidate))
}

const movingVerbs = new Set(
  'visit meet see show give bring take pick go drive fly travel pay move start run build put tell leave deal'.split(
    ' ',
  ),
)
