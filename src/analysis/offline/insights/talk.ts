import { talkObjects, talkVerbs } from '../lexicon/task-words.ts'
import type { Sentence } from '../reading/sentence.ts'

/** "I'll give you a quick update", "let me share my screen": done before the meeting is over. */
export const isTalk = ({ tokens }: Sentence, at: number): boolean =>
  talkVerbs.has(tokens[at]?.norm ?? '') && tokens.slice(at + 1, at + 6).some((token) => talkObjects.has(token.norm))
