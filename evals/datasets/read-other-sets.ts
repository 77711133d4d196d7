import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type CheckedFile, checkFormats } from '../formats/check-formats.ts'
import { citeByWords } from '../grounding/cite-by-words.ts'
import { type GroundingScore, type QuestionedMeeting, scoreGrounding } from '../grounding/score-grounding.ts'
import { readLines } from './read-lines.ts'

/** Labelled sets that follow no states. */
export type OtherSets = {
  formats: CheckedFile[]
  /** Questions about meetings, answered by shared words alone; null where there are none. */
  grounding: GroundingScore | null
}

/** Reads the files of recorders and the questions in a folder, or in those right below it. */
export const readOtherSets = (folder: string): OtherSets => {
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const folders = [folder, ...below.map((entry) => join(folder, entry.name)).sort()]
  const manifests = folders.map((each) => join(each, 'manifest.json')).filter((file) => existsSync(file))
  const meetings = folders.filter(isQuestioned).flatMap((each) => readLines<QuestionedMeeting>(fileOf(each)))
  return {
    formats: manifests.flatMap(checkFormats),
    grounding: meetings.length > 0 ? scoreGrounding(meetings, meetings.flatMap(citeByWords)) : null,
  }
}

const fileOf = (folder: string): string => join(folder, 'meetings.jsonl.gz')

/** Questions stand with their meetings, and there is no catalogue of things. */
const isQuestioned = (folder: string): boolean =>
  existsSync(fileOf(folder)) && !existsSync(join(folder, 'entities.json'))
