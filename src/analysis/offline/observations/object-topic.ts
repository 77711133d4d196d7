import type { Dimension } from '../../../domain/tracking-model/model.ts'
import type { People } from '../names/person.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import type { Token } from '../text/token.ts'
import type { Topics } from '../topics/follow-topics.ts'
import { nounPhraseAt } from '../topics/noun-phrase.ts'
import { afterLead, countWords } from '../topics/openings.ts'
import type { Topic } from '../topics/topic.ts'
import type { Statement } from './statement.ts'
import { type ModelWords, subjectKind } from './subject.ts'

/** What leads from a value to what it is said of: "seventy percent on the harvest", "forty thousand for the harvest". */
const links: Readonly<Record<Dimension['kind'], readonly string[]>> = {
  percent: ['on', 'of', 'through'],
  money: ['for'],
  number: ['for'],
  date: ['for'],
  entity: [],
  text: [],
  vocabulary: [],
}

/** A noun that is said so often names something that this meeting is about; less will do where the cue itself asks for it. */
const often = 3
const twice = 2

/**
 * The thing that a statement takes as its object: in the slot of its cue ("put the harvest on hold"), right after it
 * ("I'll take the harvest") or behind its value. Only what this meeting speaks of at some length: "I'll take the bus"
 * names nothing.
 */
export const createObjectReader = (
  sentences: readonly Sentence[],
  topics: Topics,
  words: ModelWords,
  people: People,
) => {
  const counts = countWords(sentences)
  const isPerson = (token: Token) => people.resolve(token.norm) !== undefined

  const topicAt = (sentence: Sentence, from: number, to: number, least = often): Topic | undefined => {
    const phrase = nounPhraseAt(sentence, from, people)
    if (!phrase || phrase.to > to) return undefined
    const known = topics.mentionsIn(sentence).find((one) => one.from >= phrase.from && one.to <= phrase.to)
    if (known) return known.topic
    const isCommon = (counts.get(phrase.words.at(-1) ?? '') ?? 0) >= least
    return isCommon ? topics.subjectBefore(sentence, from, phrase.to) : undefined
  }

  /** "So the barn is agreed, it goes on the plan": a pronoun takes up the subject of the clause before. */
  const antecedent = (sentence: Sentence, from: number): Topic | undefined => {
    const clause = clauseAt(sentence, from)
    const pronoun = sentence.tokens.slice(clause.from, clause.from + 2).some(({ norm }) => takingUp.has(norm))
    if (clause.from === 0 || !pronoun) return undefined
    const before = clauseAt(sentence, clause.from - 1)
    const start = before.from === 0 ? afterLead(sentence, people) : before.from
    const phrase = nounPhraseAt(sentence, start, people)
    const verb = sentence.tokens[phrase?.to ?? 0]?.norm ?? ''
    return phrase && linking.has(verb) ? topicAt(sentence, start, before.to, twice) : undefined
  }

  return (statement: Statement): Topic | undefined => {
    const { sentence, nameSlot, valueSlot, to, from, dimension } = statement
    const { about } = statement
    if (sentence.kind !== 'speech') return undefined
    // "Who has the harvest?" "Me.": what an answer about a person is of stands in the question.
    if (about.sentence !== sentence) {
      const asked = dimension.kind === 'entity' ? about.nameSlot : undefined
      return asked && topicAt(about.sentence, asked.from, asked.to)
    }
    if (nameSlot) return topicAt(sentence, nameSlot.from, nameSlot.to, twice)
    const end = clauseAt(sentence, Math.max(from, to - 1)).to
    if (valueSlot && valueSlot.from > from) {
      const isLinked = links[dimension.kind].includes(sentence.tokens[to]?.norm ?? '')
      return isLinked ? topicAt(sentence, to + 1, end) : undefined
    }
    const kind = subjectKind(statement, words, isPerson)
    if (kind === 'pointing') return antecedent(sentence, from)
    const takesObject = dimension.kind === 'entity' || dimension.kind === 'vocabulary'
    return takesObject && kind === 'agent' && goesOn(sentence, to) ? topicAt(sentence, to, end, twice) : undefined
  }
}

const takingUp = new Set(['it', 'they', 'those'])
const linking = new Set("is are was were 's has have will".split(' '))
const articles = new Set('the a an our my this that'.split(' '))

/** "I'll take the": a cue that ends with an article, or has one after it, goes on with what it is about. */
const goesOn = (sentence: Sentence, to: number): boolean =>
  articles.has(sentence.tokens[to - 1]?.norm ?? '') ||
  (articles.has(sentence.tokens[to]?.norm ?? '') && sentence.tokens[to]?.gap === 0)
