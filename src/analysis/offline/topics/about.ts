import type { People } from '../names/person.ts'
import type { Statement } from '../observations/statement.ts'
import { hasOwnObject, type ModelWords, passing, subjectKind, subjectStart } from '../observations/subject.ts'
import { clauseAt } from '../reading/sentence.ts'
import type { Topics } from './follow-topics.ts'
import type { Topic, TopicMention } from './topic.ts'

const objectReach = 3
const objectLinks = new Set('the a an my our your his her their this that of for on whole entire'.split(' '))

/**
 * The topic that a statement is about: one named as its subject ("the trial is off") or its object ("I finished the
 * drop test"), else the one in focus, unless the statement has a subject or an object of its own.
 */
export const createTopicReader =
  (topics: Topics, words: ModelWords, people: People, pointsElsewhere: (statement: Statement) => boolean) =>
  (statement: Statement): Topic | undefined => {
    const { sentence, from } = statement.about
    if (sentence.kind !== 'speech') return undefined
    const clause = clauseAt(sentence, from)
    const { valueSlot } = statement
    const isValue = (one: TopicMention) => valueSlot !== undefined && one.from < valueSlot.to && valueSlot.from < one.to
    const here = topics
      .mentionsIn(sentence)
      .filter((one) => one.from >= clause.from && one.to <= clause.to && !isValue(one))
    const subject = here.filter((one) => one.to <= from && isSubject(statement, one)).at(-1)
    if (subject) return subject.topic
    const acted = here.filter((one) => one.to <= from && isActedOn(statement, one)).at(-1)
    if (acted) return acted.topic
    // What stands in the way has a subject of its own: "the permit came through", "the bank has not answered".
    if (statement.dimension.kind === 'text') return topics.topicOf(sentence)
    const kind = subjectKind(statement, words, (token) => people.resolve(token.norm) !== undefined)
    const object = kind === 'own' ? undefined : here.find((one) => isObject(statement, one))
    if (object) return object.topic
    if (kind === 'own') {
      // "The bank has signed for…": whoever grants an amount is not what it is granted for.
      if (statement.dimension.kind === 'money') return topics.topicOf(sentence)
      return topics.subjectBefore(sentence, subjectStart(sentence, from), from)
    }
    const takesObject = kind === 'agent' || kind === 'none'
    if (takesObject && hasOwnObject(statement, words) && !worksOnPart(statement)) return undefined
    return kind === 'pointing' && pointsElsewhere(statement) ? undefined : topics.topicOf(sentence)
  }

const isSubject = ({ about: { sentence, from } }: Statement, mention: TopicMention): boolean =>
  !/^(?:to|with|for|from|by|at)$/.test(sentence.tokens[mention.from - 1]?.norm ?? '') &&
  sentence.tokens.slice(mention.to, from).every((token) => passing.has(token.norm) || /ly$/.test(token.norm))

const definite = new Set('the it them that this these those my our'.split(' '))

/**
 * "I'm wiring the sockets" is work on the house in focus: a definite object of what somebody is at is a part of it. What
 * is finished or dropped is the object itself.
 */
const worksOnPart = ({ about: { sentence }, to, dimension, value }: Statement): boolean => {
  const listed = dimension.values.find((one) => one.value === value)
  if (!listed || listed.terminal || listed.setback || listed.decided) return false
  return definite.has(sentence.tokens[to]?.norm ?? '') || definite.has(sentence.tokens[to - 1]?.norm ?? '')
}

const agents = new Set('i we you they he she'.split(' '))

/** "We took the audit off the shelf": what somebody did something to. */
const isActedOn = ({ about: { sentence, from } }: Statement, mention: TopicMention): boolean => {
  const first = sentence.tokens
    .slice(subjectStart(sentence, from), mention.from)
    .find((token) => !passing.has(token.norm))
  return first !== undefined && agents.has(first.norm) && from - mention.to <= 3
}

const isObject = ({ from, to, nameSlot, about }: Statement, mention: TopicMention): boolean => {
  if (nameSlot && mention.from >= nameSlot.from && mention.to <= nameSlot.to) return true
  const { tokens } = about.sentence
  let at = to
  while (at < mention.from && objectLinks.has(tokens[at]?.norm ?? '')) at++
  return mention.from > from && (mention.to <= to || (mention.from === at && at - to <= objectReach))
}
