import { determiners, emptyNouns, leadWords, phraseEnds } from '../lexicon/topic-words.ts'
import type { People } from '../names/person.ts'
import { passing } from '../observations/subject.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { type NounPhrase, nounPhraseAt, wordKey } from './noun-phrase.ts'
import { afterLead, countWords, isSpokenOf, leadOf, openingOf } from './openings.ts'
import type { Topic, TopicMention } from './topic.ts'
import { createTopicList, type TopicList } from './topic-list.ts'

/** What the talk is about, sentence by sentence. */
export type Topics = {
  /** The thing in focus where a sentence is said. */
  topicOf: (sentence: Sentence) => Topic | undefined
  mentionsIn: (sentence: Sentence) => readonly TopicMention[]
  /** A thing that was never turned to and is the subject of what stands at a token: "The leaflet is done." */
  subjectBefore: (sentence: Sentence, from: number, to: number) => Topic | undefined
}

/** How many segments a thing stays in focus when nobody names it again. */
export const topicMemory = 3

/**
 * Follows the talk from thing to thing. A thing comes into focus where somebody turns to it or makes it the subject of
 * a sentence, and goes out of it with the next one, with a heading, or when nobody has named it for a while.
 */
export const followTopics = (sentences: readonly Sentence[], people: People): Topics => {
  const talk = {
    sentences,
    people,
    counts: countWords(sentences),
    lead: leadOf(sentences),
  }
  const list = createTopicList()
  const openings = new Map<Sentence, NounPhrase>()
  sentences.forEach((sentence, index) => {
    const opening = openingOf(index, talk)
    if (!opening) return
    openings.set(sentence, opening)
    list.learn({ words: opening.words, surface: textOf(sentence, opening.from, opening.to) })
  })
  for (const topic of longerForms(sentences, list, talk.counts)) list.learn(topic)

  const topics = new Map<Sentence, Topic>()
  let current: { topic: Topic; segment: number } | undefined
  sentences.forEach((sentence, index) => {
    if (sentence.kind !== 'speech') {
      current = undefined
      return
    }
    const opening = openings.get(sentence)
    const turned = opening ? list.find(opening.words) : subjectOf(sentence, list.mentionsIn(sentence), people)
    const sharper = turned ? undefined : current && longerMention(list.mentionsIn(sentence), current.topic)
    if (turned ?? sharper) current = { topic: (turned ?? sharper) as Topic, segment: sentence.segment }
    else if (current && callsSomebody(sentence, sentences[index + 1], people) && current.segment !== sentence.segment)
      current = undefined
    if (!current) return
    if (sentence.segment - current.segment > topicMemory) current = undefined
    else {
      const { topic } = current
      topics.set(sentence, topic)
      if (list.mentionsIn(sentence).some((mention) => mention.topic === topic)) current.segment = sentence.segment
    }
  })
  const subjectBefore = (sentence: Sentence, from: number, to: number): Topic | undefined => {
    const start = Math.max(from, from === 0 ? afterLead(sentence, people) : from)
    const phrase = nounPhraseAt(sentence, start, people)
    if (!phrase || phrase.to > to || !sentence.tokens.slice(phrase.to, to).every((token) => passing.has(token.norm)))
      return undefined
    if (!isSpokenOf(sentence, phrase, talk)) return undefined
    const known = list.find(phrase.words)
    if (known) return known
    list.learn({ words: phrase.words, surface: textOf(sentence, phrase.from, phrase.to) })
    return list.find(phrase.words)
  }
  return { topicOf: (sentence) => topics.get(sentence), mentionsIn: list.mentionsIn, subjectBefore }
}

/** "Payroll" is opened, and then it is "the payroll export" that they speak of. */
const longerMention = (mentions: readonly TopicMention[], topic: Topic): Topic | undefined =>
  mentions.find(
    (one) => one.topic.words.length > topic.words.length && topic.words.every((word) => one.topic.words.includes(word)),
  )?.topic

/** Topics of one word that are said with a second one again and again: "payroll export". */
const longerForms = (sentences: readonly Sentence[], list: TopicList, counts: ReadonlyMap<string, number>): Topic[] => {
  const found = new Map<string, { topic: Topic; count: number }>()
  for (const sentence of sentences)
    for (const { topic, to } of list.mentionsIn(sentence)) {
      const next = sentence.tokens[to]
      if (topic.words.length !== 1 || !next || next.gap > 0 || !isNoun(next.norm)) continue
      const words = [...topic.words, wordKey(next.norm)]
      const known = found.get(words.join(' '))
      if (known) known.count++
      else found.set(words.join(' '), { topic: { words, surface: textOf(sentence, to - 1, to + 1) }, count: 1 })
    }
  const isOften = (count: number, words: readonly string[]) =>
    count > 1 && count * 3 >= (counts.get(words[1] ?? '') ?? 0)
  return [...found.values()].filter(({ topic, count }) => isOften(count, topic.words)).map(({ topic }) => topic)
}

const isNoun = (norm: string): boolean =>
  norm.length > 2 &&
  !phraseEnds.has(norm) &&
  !leadWords.has(norm) &&
  !emptyNouns.has(norm) &&
  !/(?:ly|ed|ing)$/.test(norm)

/** The topic that a sentence makes its subject: "The trial is…", "Scanners are…". */
const subjectOf = (sentence: Sentence, mentions: readonly TopicMention[], people: People): Topic | undefined => {
  let at = afterLead(sentence, people)
  while (determiners.has(sentence.tokens[at]?.norm ?? '')) at++
  const mention = mentions.find((one) => one.from === at)
  const next = mention && sentence.tokens[mention.to]
  if (!mention || !next || sentence.tokens.length < 3) return undefined
  return phraseEnds.has(next.norm) && !emptyNouns.has(next.norm) ? mention.topic : undefined
}

/** "Ben.", "Priya, go.": the floor goes to somebody, and with it the choice of what to speak of. */
const callsSomebody = (sentence: Sentence, next: Sentence | undefined, people: People): boolean => {
  if (next === undefined || next.speaker === sentence.speaker) return false
  const named = sentence.tokens.filter((token) => people.resolve(token.norm) !== undefined)
  return (
    named.length === 1 &&
    sentence.tokens.every((token) => named.includes(token) || leadWords.has(token.norm) || token.norm === 'go')
  )
}
