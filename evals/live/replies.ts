import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Dataset, EvalMeeting } from '../datasets/dataset.ts'
import { fromReferences, toReferences } from './quote-references.ts'

/** Answers by the key of their question. */
export type Replies = ReadonlyMap<string, string>

const fileOf = (set: string): string => join(import.meta.dirname, '..', 'replies', `${set}.jsonl`)

/** Recorded answers to the prompts of a set, with the words of its transcripts filled in; empty where none are kept. */
export const readReplies = (dataset: Dataset): Replies => {
  const file = fileOf(dataset.name)
  if (!existsSync(file)) return new Map()
  const meetings = new Map(meetingsOf(dataset).map((meeting) => [meeting.id, meeting]))
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return new Map(
    lines.map((line) => {
      const { key, answer } = JSON.parse(line) as { key: string; answer: unknown }
      const filled = fromReferences(answer, meetings)
      return [key, typeof filled === 'string' ? filled : JSON.stringify(filled)]
    }),
  )
}

/** Answers in a folder of `<key>.txt`, as they were written. */
export const readFolder = (folder: string): Replies =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => [name.slice(0, -4), readFileSync(join(folder, name), 'utf8').trim()]),
  )

/** Keeps the answers that were asked for, without the words of the transcripts. Returns their number. */
export const keepReplies = (dataset: Dataset, replies: Replies, asked: ReadonlySet<string>): number => {
  const meetings = meetingsOf(dataset)
  const lines = [...replies]
    .filter(([key]) => asked.has(key))
    .map(([key, answer]) => JSON.stringify({ key, answer: toReferences(parsed(answer), meetings) }))
  mkdirSync(dirname(fileOf(dataset.name)), { recursive: true })
  writeFileSync(fileOf(dataset.name), lines.map((line) => `${line}\n`).join(''))
  return lines.length
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const meetingsOf = (dataset: Dataset): EvalMeeting[] => dataset.worlds.flatMap((world) => world.meetings)
