import type { MeetingContext, Segment } from '../../domain/meeting/meeting.ts'
import type { ExtractedObservation } from '../../domain/observation/observation.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { speechOf } from './lexicon/english.ts'
import type { FoundName } from './names/found-name.ts'
import { type People, peopleOf } from './names/person.ts'
import { readNames } from './names/read-names.ts'
import { createNameChooser, type NameChooser } from './observations/choose-name.ts'
import { type CompiledCues, compileCues } from './observations/cue-table.ts'
import { findStatements } from './observations/find-statements.ts'
import { createFocusWindow } from './observations/focus-window.ts'
import { modelWords } from './observations/model-words.ts'
import { createObjectReader } from './observations/object-topic.ts'
import { createPointsElsewhere } from './observations/points-elsewhere.ts'
import type { Statement, StatementContext } from './observations/statement.ts'
import type { ModelWords } from './observations/subject.ts'
import { toObservations } from './observations/to-observations.ts'
import { readSentences } from './reading/read-sentences.ts'
import type { Sentence } from './reading/sentence.ts'
import { createModalityReader, type ModalityReader } from './speech/modality.ts'
import { createTopicReader } from './topics/about.ts'
import { followTopics, topicMemory } from './topics/follow-topics.ts'
import { createItemReader } from './topics/items.ts'
import { nameTopics } from './topics/name-topics.ts'
import { localDay } from './values/calendar.ts'

/** A transcript that is read once, for every rule that follows. */
export type Reading = {
  meeting: MeetingContext
  model: TrackingModel
  sentences: readonly Sentence[]
  statements: readonly Statement[]
  namesOf: (sentence: Sentence) => readonly FoundName[]
  people: People
  context: StatementContext
  /** What a statement is about, as the meeting calls it; null when nothing tells. */
  subjectOf: (statement: Statement) => string | null
  /** What the talk is about where a sentence is said. */
  topicOf: (sentence: Sentence) => string | null
  /** What the statements are about, as the record wants it. */
  observations: () => ExtractedObservation[]
}

type CompiledModel = { cues: CompiledCues; modalityOf: ModalityReader; chooseName: NameChooser; words: ModelWords }

const compiledModels = new WeakMap<TrackingModel, CompiledModel>()

const compile = (model: TrackingModel): CompiledModel => {
  const known = compiledModels.get(model)
  if (known) return known
  const compiled = {
    cues: compileCues(model),
    modalityOf: createModalityReader(model),
    chooseName: createNameChooser(model),
    words: modelWords(model),
  }
  compiledModels.set(model, compiled)
  return compiled
}

/** Reads `before` for context and `segments` for evidence; sentences of `before` are left out of the result. */
export const prepareReading = (
  meeting: MeetingContext,
  model: TrackingModel,
  before: readonly Segment[],
  segments: readonly Segment[],
): Reading => {
  const speech = speechOf(model)
  const all = [...before, ...segments]
  const own = new Set(segments.map((segment) => segment.index))
  const read = readSentences(meeting.title, all, speech.conclusion, new Set(speech.fillers))
  const sentences = read.filter((sentence) => sentence.segment === -1 || own.has(sentence.segment))
  const people = peopleOf(meeting, all)
  const personType = model.types.find((type) => type.person)?.name
  const { cues, modalityOf, chooseName, words } = compile(model)
  const context = { cues, modalityOf, people, personType, today: localDay(meeting.occurredAt, meeting.timeZone) }
  const statements = findStatements(sentences, model, context)
  const names = readNames(sentences, statements, model, people, personType)
  const namesOf = (sentence: Sentence) => names.get(sentence) ?? []
  const pointsElsewhere = createPointsElsewhere(sentences, namesOf, model)
  const topics = model.types.some((type) => type.assumed) ? followTopics(read, people) : undefined
  const focusWindow = createFocusWindow(read, words, people, pointsElsewhere, topics && topicMemory)
  const objectOf = topics && createObjectReader(read, topics, words, people)
  const topicReader = topics && createTopicReader(topics, words, people, pointsElsewhere)
  const aboutTopic = (statement: Statement) => objectOf?.(statement) ?? topicReader?.(statement)
  const itemsOf = createItemReader(sentences, namesOf, model, words)
  const known = sentences.flatMap(namesOf)
  const named = nameTopics(statements, namesOf, chooseName, aboutTopic, itemsOf, { model, known })
  const observations = () => toObservations(statements, named.namesFor, focusWindow)
  const allNamesOf = (sentence: Sentence) => [...namesOf(sentence), ...named.topicNamesOf(sentence)]
  const subjectOf = (statement: Statement) => named.namesFor(statement)[0]?.name?.surface ?? null
  const topicOf = (sentence: Sentence) => topics?.topicOf(sentence)?.surface ?? null
  return {
    meeting,
    model,
    sentences,
    statements,
    namesOf: allNamesOf,
    people,
    context,
    subjectOf,
    topicOf,
    observations,
  }
}
