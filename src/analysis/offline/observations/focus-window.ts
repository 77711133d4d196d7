import type { ExtractedObservation } from '../../../domain/observation/observation.ts'
import type { People } from '../names/person.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import { findTopicShifts } from '../reading/topic-shifts.ts'
import type { Token } from '../text/token.ts'
import { topicOpenings } from '../topics/topic-openings.ts'
import type { Statement } from './statement.ts'
import { hasOwnObject, type ModelWords, subjectKind, subjectStart } from './subject.ts'

/** How many words after a cue its object may end, when no "of" or "for" leads on. */
const objectReach = 4

/**
 * Where the thing that an open statement is about must be named. What was spoken of before the talk turned to something
 * else is out; a statement with a subject or an object of its own is about that and nothing before it; and what stands
 * after the cue counts only where an object can stand.
 */
export const createFocusWindow = (
  sentences: readonly Sentence[],
  words: ModelWords,
  people: People,
  pointsElsewhere: (statement: Statement) => boolean,
  /** How many segments back a thing is in mind; absent: as far as the topic goes. */
  memory?: number,
) => {
  const shiftBefore = findTopicShifts(sentences)
  const openings = topicOpenings(sentences)
  return (statement: Statement): NonNullable<ExtractedObservation['within']> => {
    const { about, cue } = statement
    const { sentence, from } = about
    const isWritten = /^(?:conclusion|assent to|silence after):/.test(cue)
    const isPerson = (token: Token) => people.resolve(token.norm) !== undefined
    const subject = isWritten ? 'pointing' : subjectKind(statement, words, isPerson)
    const takesObject = subject === 'agent' || subject === 'none'
    const ownObject = takesObject && hasOwnObject(statement, words)
    const last = isWritten || ownObject ? clauseAt(sentence, from).to : lastToken(statement, takesObject)
    // What is granted is what was asked for, whatever the words name that grant it.
    const end =
      sentence === statement.sentence ? (sentence.tokens[last - 1]?.end ?? sentence.end) : statement.sentence.start
    const elsewhere = subject === 'pointing' && !isWritten && pointsElsewhere(statement)
    if (subject === 'own' || ownObject || elsewhere)
      return { segment: sentence.segment, start: startOf(sentence, from), end }
    // What is decided by asking is decided item by item: its topic is the heading's, whatever the talk turns to.
    const shift = statement.dimension.cues.ask.length > 0 ? undefined : shiftBefore(sentence)
    const opening = shift ?? openings.get(sentence.topic)
    const earliest = memory === undefined || sentence.kind !== 'speech' ? -1 : sentence.segment - memory
    if (earliest > (opening?.segment ?? -1)) return { segment: earliest, start: 0, end }
    return { segment: opening?.segment ?? -1, start: opening?.start ?? 0, end }
  }
}

const startOf = (sentence: Sentence, from: number): number =>
  sentence.tokens[subjectStart(sentence, from)]?.start ?? sentence.start

/** The end of the cue, and a few words more where an object may follow. */
const lastToken = ({ about, from, to }: Statement, takesObject: boolean): number => {
  const end = Math.max(to, from, about.from + 1)
  return takesObject ? Math.min(clauseAt(about.sentence, about.from).to, end + objectReach) : end
}

export type FocusWindow = ReturnType<typeof createFocusWindow>
