import type { EntityType, TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { FoundName } from '../names/found-name.ts'
import type { ChosenName, NameChooser } from '../observations/choose-name.ts'
import type { Statement } from '../observations/statement.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Topic } from './topic.ts'

const naming: ReadonlySet<string> = new Set(['asserted', 'planned'])

/**
 * Gives statements that name nothing the topic that they are about, under the name by which the meeting calls it. Such
 * a name means the same thing in its own series only. Items that are called up one after the
 * other have names of their own.
 */
export const nameTopics = (
  statements: readonly Statement[],
  namesOf: (sentence: Sentence) => readonly FoundName[],
  chooseName: NameChooser,
  topicOf: (statement: Statement) => Topic | undefined,
  itemsOf: (statement: Statement) => readonly FoundName[],
  model: TrackingModel,
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
  const found = new Map<Sentence, FoundName[]>()
  for (const [statement, topic] of topics) {
    const type = types.get(topic)
    if (!type?.dimensions.includes(statement.dimension.name)) continue
    chosen.set(statement, [named({ type: type.name, surface: topic.surface, generic: true })])
    const { sentence } = statement
    found.set(sentence, [...(found.get(sentence) ?? []), nameOf(topic, type, statement)])
  }
  return {
    namesFor: (statement: Statement) => chosen.get(statement) ?? [],
    topicNamesOf: (sentence: Sentence): readonly FoundName[] => found.get(sentence) ?? [],
  }
}

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
    generic: true,
    segment: sentence.segment,
    start,
    end: start + topic.surface.length,
    aliasOf: null,
  }
}
