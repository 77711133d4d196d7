import type { Sentence } from '../reading/sentence.ts'
import { wordKey } from './noun-phrase.ts'
import type { Topic, TopicMention } from './topic.ts'

export type TopicList = {
  learn: (topic: Topic) => void
  find: (words: readonly string[]) => Topic | undefined
  /** Every place in a sentence where a topic is spoken of, the longest name first. */
  mentionsIn: (sentence: Sentence) => readonly TopicMention[]
}

/** The things that one meeting turns to, found again wherever they are said. */
export const createTopicList = (): TopicList => {
  const byKey = new Map<string, Topic>()
  const byFirst = new Map<string, Topic[]>()
  let cache = new WeakMap<Sentence, TopicMention[]>()

  const learn = (topic: Topic): void => {
    const key = topic.words.join(' ')
    const [first] = topic.words
    if (byKey.has(key) || first === undefined) return
    byKey.set(key, topic)
    cache = new WeakMap()
    byFirst.set(
      first,
      [...(byFirst.get(first) ?? []), topic].sort((a, b) => b.words.length - a.words.length),
    )
  }

  const mentionsIn = (sentence: Sentence): readonly TopicMention[] => {
    const known = cache.get(sentence)
    if (known) return known
    const mentions: TopicMention[] = []
    for (let at = 0; at < sentence.tokens.length; at++) {
      const topic = byFirst.get(wordKey(sentence.tokens[at]?.norm ?? ''))?.find((one) => standsAt(sentence, one, at))
      if (!topic) continue
      mentions.push({ topic, from: at, to: at + topic.words.length })
      at += topic.words.length - 1
    }
    cache.set(sentence, mentions)
    return mentions
  }
  return { learn, find: (words) => byKey.get(words.join(' ')), mentionsIn }
}

const standsAt = (sentence: Sentence, topic: Topic, at: number): boolean =>
  topic.words.every((word, index) => {
    const token = sentence.tokens[at + index]
    return token !== undefined && wordKey(token.norm) === word && (index === 0 || token.gap === 0)
  })
