import type { Sentence } from '../reading/sentence.ts'
import type { Ask } from './ask.ts'
import type { StatementContext } from './statement.ts'

/** What happened in the talk under one heading; indexes are of sentences. */
type TopicRecord = {
  sentences: { sentence: Sentence; index: number }[]
  asks: Ask[]
  refusals: number[]
  grants: number[]
}

/** The last part of a topic is where it is decided. */
const decisivePart = 2 / 3
const shortestTopic = 3

/**
 * What a heading asks for and nobody refused is granted when its topic ends: it was asked once more in speech and met
 * with silence, or it is what the last part of the talk is about. Where somebody writes down what was concluded,
 * silence says nothing.
 */
export const createSilence = (concluded: ReadonlySet<number>, { cues }: StatementContext) => {
  const topics = new Map<number, TopicRecord>()
  const recordOf = (topic: number): TopicRecord => {
    const known = topics.get(topic)
    if (known) return known
    const record: TopicRecord = { sentences: [], asks: [], refusals: [], grants: [] }
    topics.set(topic, record)
    return record
  }

  const isSaid = (sentence: Sentence, ask: Ask): boolean =>
    cues.values
      .get(ask.dimension.name)
      ?.find(sentence.tokens)
      .some((hit) => hit.tag.value === ask.value) ?? false

  const grantedIn = ({
    sentences,
    asks,
    refusals,
    grants,
  }: TopicRecord): { ask: Ask; sentence: Sentence } | undefined => {
    const heading = asks.find((ask) => ask.sentence.kind === 'heading')
    const [first, last] = [sentences[0], sentences.at(-1)]
    if (!heading || !first || !last || grants.length > 0) return undefined
    const isRefusedAfter = (index: number) => refusals.some((refusal) => refusal > index)
    const spoken = asks.findLast((ask) => ask.sentence.kind === 'speech' && ask.dimension === heading.dimension)
    if (spoken && !isRefusedAfter(spoken.index))
      return { ask: { ...spoken, about: heading.about }, sentence: last.sentence }
    if (sentences.length < shortestTopic) return undefined
    const from = first.index + Math.floor(sentences.length * decisivePart)
    const isAbout = sentences.some(({ sentence, index }) => index >= from && isSaid(sentence, heading))
    return isAbout && !isRefusedAfter(from - 1) ? { ask: heading, sentence: last.sentence } : undefined
  }

  return {
    hear: (sentence: Sentence, index: number, isRefusal: boolean): void => {
      const record = recordOf(sentence.topic)
      if (sentence.kind === 'speech') record.sentences.push({ sentence, index })
      if (isRefusal) record.refusals.push(index)
    },
    asked: (asks: readonly Ask[]): void => {
      for (const ask of asks) recordOf(ask.sentence.topic).asks.push(ask)
    },
    granted: (topic: number, index: number): void => {
      recordOf(topic).grants.push(index)
    },
    end: () => [...topics].flatMap(([topic, record]) => (concluded.has(topic) ? [] : (grantedIn(record) ?? []))),
  }
}
