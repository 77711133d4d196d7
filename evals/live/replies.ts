import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Dataset, EvalMeeting } from '../datasets/dataset.ts'
import { fromReferences, toReferences } from './quote-references.ts'
import type { Served } from './replay-server.ts'
import { type AskedOf, exactKey, questionKey } from './reply-key.ts'

type Kept = { key: string; task: string; answer: unknown }
type Lookup = (asked: AskedOf) => string | undefined

const fileOf = (set: string): string => join(import.meta.dirname, '..', 'replies', `${set}.jsonl`)

/** Recorded answers to the prompts of a set, with the words of its transcripts filled in. */
export const recordedReplies = (dataset: Dataset): Lookup => {
  const file = fileOf(dataset.name)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  const meetings = new Map(meetingsOf(dataset).map((meeting) => [meeting.id, meeting]))
  const answers = new Map(
    lines.map((line) => {
      const { key, answer } = JSON.parse(line) as Kept
      const filled = fromReferences(answer, meetings)
      return [key, typeof filled === 'string' ? filled : JSON.stringify(filled)]
    }),
  )
  return (asked) => answers.get(questionKey(asked))
}

/** Answers in a folder of `<key>.txt`, as somebody wrote them to exactly these questions. */
export const writtenReplies = (folder: string): Lookup => {
  const known = new Set(readdirSync(folder))
  return (asked) => {
    const name = `${exactKey(asked)}.txt`
    return known.has(name) ? readFileSync(join(folder, name), 'utf8').trim() : undefined
  }
}

/** Keeps answers without the words of the transcripts, in place of those that were kept before. */
export const keepReplies = (dataset: Dataset, served: readonly Served[]): void => {
  const meetings = meetingsOf(dataset)
  const lines = served
    .map(({ key, task, answer }): Kept => ({ key, task, answer: toReferences(parsed(answer), meetings) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
  mkdirSync(dirname(fileOf(dataset.name)), { recursive: true })
  writeFileSync(fileOf(dataset.name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const meetingsOf = (dataset: Dataset): EvalMeeting[] => dataset.worlds.flatMap((world) => world.meetings)
