import type { EntityType, TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { FoundName } from '../names/found-name.ts'
import type { ChosenName, NameChooser } from '../observations/choose-name.ts'
import type { Statement } from '../observations/statement.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Topic } from './topic.ts'

const naming: ReadonlySet<string> = new Set(['asserted', 'planned'])

/**
 * Gives statements that name nothing the topic that they are about. Where the talk names one thing that the topic's words
 * can mean, it is that; else it goes by what the meeting calls it: a proper name like any other, or everyday words, which
 * mean the same thing in their own series only. Items that are called up one after the other have names of their own.
 */
export const nameTopics = (
  statements: readonly Statement[],
  namesOf: (sentence: Sentence) => readonly FoundName[],
  chooseName: NameChooser,
  topicOf: (statement: Statement) => Topic | undefined,
  itemsOf: (statement: Statement) => readonly FoundName[],
  { model, known }: { model: TrackingModel; known: readonly FoundName[] },
) => {
  const chosen = new Map<Statement, readonly ChosenName[]>()
  const topics = new Map<Statement, Topic>()
  const dimensions = new Map<Topic, Set<string>>()
  for (const statement of statements) {
    const own = chooseName(statement, namesOf(statement.about.sentence))
    const items = own.name === null ? itemsOf(statement) : []
    chosen.set(statement, items.length > 0 ? items.map(named) : [own])
    const topic = own.name === null && items.length === 0 ? topicOf(statement) : undefined
    if (!topic) continue
    topics.set(statement, topic)
    if (naming.has(statement.modality))
      dimensions.set(topic, (dimensions.get(topic) ?? new Set()).add(statement.dimension.name))
  }
  const types = new Map([...dimensions].map(([topic, wanted]) => [topic, typeFor(wanted, model.types)]))
  const meant = new Map([...dimensions.keys()].map((topic) => [topic, meantBy(topic, known)]))
  const found = new Map<Sentence, FoundName[]>()
  for (const [statement, topic] of topics) {
    const name = meant.get(topic)
    if (name) {
      const owns = model.types.find((type) => type.name === name.type)?.dimensions.includes(statement.dimension.name)
      if (owns) chosen.set(statement, [named(name)])
      continue
    }
    const type = types.get(topic)
    if (!type?.dimensions.includes(statement.dimension.name)) continue
    chosen.set(statement, [named({ type: type.name, surface: topic.surface, generic: !isProper(topic.surface) })])
    const { sentence } = statement
    found.set(sentence, [...(found.get(sentence) ?? []), nameOf(topic, type, statement)])
  }
  return {
    namesFor: (statement: Statement) => chosen.get(statement) ?? [],
    topicNamesOf: (sentence: Sentence): readonly FoundName[] => found.get(sentence) ?? [],
  }
}

/** The one named thing of this talk whose name has all the words of the topic; undefined when there are several. */
const meantBy = (topic: Topic, known: readonly FoundName[]): FoundName | undefined => {
  const wanted = wordsOf(topic.surface)
  const fitting = known.filter((name) => {
    const words = wordsOf(name.surface)
    return !name.generic && name.aliasOf === null && wanted.every((word) => words.includes(word))
  })
  const equal = fitting.filter((name) => wordsOf(name.surface).length === wanted.length)
  const candidates = equal.length > 0 ? equal : fitting
  return new Set(candidates.map((name) => wordsOf(name.surface).join(' '))).size === 1 ? candidates[0] : undefined
}

const wordsOf = (surface: string): string[] => surface.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const isProper = (surface: string): boolean => surface.split(/\s+/).every((word) => /^[\p{Lu}\p{N}]/u.test(word))

const named = ({ type, surface, generic }: Pick<FoundName, 'type' | 'surface' | 'generic'>): ChosenName => ({
  name: { type, surface, generic },
  typeHint: null,
})

/** The assumed type when it has all that was said of a thing, else the type that has most of it. */
const typeFor = (wanted: ReadonlySet<string>, types: readonly EntityType[]): EntityType | undefined => {
  const has = (type: EntityType) => type.dimensions.filter((name) => wanted.has(name)).length * 2 + Number(type.assumed)
  return types.filter((type) => !type.person && has(type) > 1).toSorted((a, b) => has(b) - has(a))[0]
}

const nameOf = (topic: Topic, type: EntityType, { sentence, from }: Statement): FoundName => {
  const start = sentence.tokens[from]?.start ?? sentence.start
  return {
    type: type.name,
    surface: topic.surface,
    generic: !isProper(topic.surface),
    segment: sentence.segment,
    start,
    end: start + topic.surface.length,
    aliasOf: null,
  }
}
