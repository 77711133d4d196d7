/** A thing that the meeting turns to. `words` are what it is recognised by, `surface` is how it was first said. */
export type Topic = { words: readonly string[]; surface: string }

/** A topic where it is spoken of, as token indexes [from, to) of its sentence. */
export type TopicMention = { topic: Topic; from: number; to: number }
