import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadAcd } from './acd.ts'
import type { Dataset, LoadOptions } from './dataset.ts'
import { loadSeries } from './series.ts'
import { loadTc39 } from './tc39.ts'

type Load = (folder: string, options: LoadOptions) => Dataset

/** A folder is known by its files, not by its name. */
const loaderOf = (folder: string): Load | null => {
  const has = (file: string) => existsSync(join(folder, file))
  if (has('meetings-topic.minutes.jsonl.gz') || has('meetings-topic.raw.jsonl.gz')) return loadTc39
  if (has('meetings.jsonl') && has('entities.json')) return loadSeries
  if (has('meetings.jsonl.gz') && has('entities.json')) return loadAcd
  return null
}

/** The labelled sets in a folder: the folder itself when it is one, else those right below it. */
export const findDatasets = (folder: string): ((options: LoadOptions) => Dataset)[] => {
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort()
  const candidates = loaderOf(folder) ? [folder] : below
  return candidates.flatMap((candidate) => {
    const load = loaderOf(candidate)
    return load ? [(options: LoadOptions) => load(candidate, options)] : []
  })
}
