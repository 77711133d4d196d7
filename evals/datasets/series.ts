import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Segment } from '../../src/domain/meeting/meeting.ts'
import type { SeriesGold } from '../score-series.ts'
import type { SeriesEntity } from '../scoring/series-entities.ts'
import type { Catalogue, Dataset, EvalImport, EvalMeeting, LoadOptions } from './dataset.ts'
import { loadModel } from './load-model.ts'
import { meetingContext } from './meeting-context.ts'
import { readJson, readLines } from './read-lines.ts'

export type SeriesRecord = {
  id: string
  series: string
  title: string
  startsAt: string
  participants: { name: string; role?: string }[]
  segments: { speaker: string | null; startMs?: number; endMs?: number; text: string }[]
  /** Name of a tracking model; the default one when absent. */
  model?: string
}

type Written = {
  records: readonly SeriesRecord[]
  entities: readonly SeriesEntity[]
  gold: readonly SeriesGold[] | null
}

/** Written work meetings in several series. */
export const loadSeries = (folder: string, options: LoadOptions): Dataset => {
  const goldFile = join(folder, 'gold.jsonl')
  const written = {
    records: readLines<SeriesRecord>(join(folder, 'meetings.jsonl')),
    entities: readJson<SeriesEntity[]>(join(folder, 'entities.json')),
    gold: existsSync(goldFile) ? readLines<SeriesGold>(goldFile) : null,
  }
  return seriesDataset('series', written, options)
}

/** Each series is a world of its own, followed with the tracking model that it names. */
export const seriesDataset = (name: string, written: Written, { catalogue, limit }: LoadOptions): Dataset => {
  const { entities } = written
  const records = written.records.slice(0, limit ?? undefined)
  const known = new Set(records.map((record) => record.id))
  const gold = written.gold?.filter((row) => known.has(row.meetingId)) ?? null
  const worlds = [...new Set(records.map((record) => record.series))].map((series) => ({
    name: series,
    model: loadModel(records.find((record) => record.series === series)?.model ?? 'default'),
    meetings: records.filter((record) => record.series === series).map(toMeeting),
    imports: importsOf(
      entities.filter((entity) => entity.series === series),
      catalogue,
    ),
  }))
  return { name, setting: { catalogue }, worlds, labels: { kind: 'series', gold, seriesOf: records, entities } }
}

const toMeeting = (record: SeriesRecord): EvalMeeting => {
  const segments = record.segments.map(
    (line, index): Segment => ({
      index,
      speaker: line.speaker,
      role: null,
      startMs: line.startMs ?? null,
      endMs: line.endMs ?? null,
      text: line.text,
    }),
  )
  return {
    id: record.id,
    context: meetingContext({ ...record, type: 'meeting', occurredAt: record.startsAt }),
    sequence: 0,
    segments,
    labelledIndex: segments.map((segment) => segment.index),
  }
}

/** Nothing is known of the states before the first meeting of a series, so a catalogue brings names alone. */
const importsOf = (entities: readonly SeriesEntity[], catalogue: Catalogue): EvalImport[] =>
  catalogue === 'none'
    ? []
    : entities.map((entity) => ({
        type: entity.type ?? 'project',
        name: entity.name,
        aliases: catalogue === 'aliases' ? (entity.aliases ?? []) : [],
        state: [],
      }))
