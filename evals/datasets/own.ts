import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SeriesGold } from '../score-series.ts'
import type { SeriesEntity } from '../scoring/series-entities.ts'
import type { Dataset, LoadOptions } from './dataset.ts'
import { readJson } from './read-lines.ts'
import { type SeriesRecord, seriesDataset } from './series.ts'

type Series = { model: string; entities: Omit<SeriesEntity, 'series'>[] }

/** Labels cite a passage by its words; which segment that is follows from the transcript. */
type Written<Row> = Omit<Row, 'segment'>
type WrittenGold = Omit<SeriesGold, 'meetingId' | 'transitions' | 'nonChanges'> & {
  transitions: Written<SeriesGold['transitions'][number]>[]
  nonChanges: Written<SeriesGold['nonChanges'][number]>[]
}

/**
 * The labelled meetings of this repository: a folder per series with `series.json` (tracking model and entities) and,
 * per meeting, a transcript with a small head and its labels.
 */
export const loadOwn = (folder: string, options: LoadOptions): Dataset => {
  const records: SeriesRecord[] = []
  const entities: SeriesEntity[] = []
  const gold: SeriesGold[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const series = entry.name
    const home = join(folder, series)
    const { model, entities: named } = readJson<Series>(join(home, 'series.json'))
    entities.push(...named.map((entity) => ({ ...entity, series })))
    for (const file of readdirSync(home)
      .filter((name) => name.endsWith('.txt'))
      .sort()) {
      const id = `${series}-${file.slice(0, -'.txt'.length)}`
      const record = { id, series, model, ...parseTranscript(readFileSync(join(home, file), 'utf8')) }
      records.push(record)
      gold.push(locate(record, readJson<WrittenGold>(join(home, file.replace(/\.txt$/, '.gold.json')))))
    }
  }
  return seriesDataset('own', { records, entities, gold }, options)
}

const parseTranscript = (text: string) => {
  const [head = '', ...body] = text.split('\n\n')
  const told = new Map(head.split('\n').map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)]))
  const segments = body
    .join('\n')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, speaker, words] = line.match(/^([A-Z]\w+ [A-Z]\w+): (.*)$/) ?? []
      return { speaker: speaker ?? null, text: words ?? line }
    })
  return {
    title: told.get('title') ?? '',
    startsAt: told.get('startsAt') ?? '',
    participants: (told.get('participants') ?? '').split('; ').map((name) => ({ name })),
    segments,
  }
}

const locate = (record: SeriesRecord, gold: WrittenGold): SeriesGold => {
  const withSegment = <Row extends { quote: string }>(row: Row) => {
    const segment = record.segments.findIndex((line) => line.text.includes(row.quote))
    if (segment < 0) throw new Error(`${record.id}: no segment says "${row.quote}"`)
    return { ...row, segment }
  }
  return {
    ...gold,
    meetingId: record.id,
    transitions: gold.transitions.map(withSegment),
    nonChanges: gold.nonChanges.map(withSegment),
  }
}
