import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { VersionedModel } from '../../src/domain/tracking-model/model.ts'
import type { StateGold } from '../scoring/judge-states.ts'
import type { Catalogue, Dataset, EvalImport, EvalMeeting, LoadOptions } from './dataset.ts'
import { loadModel } from './load-model.ts'
import { meetingContext } from './meeting-context.ts'
import { readJson, readLines } from './read-lines.ts'
import { type LabelledLine, renderMinutes } from './render-minutes.ts'
import { stateValue } from './state-value.ts'

type Record = {
  id: string
  title: string
  series: string
  date: string
  participants: { abbr: string; name: string }[]
  segments: LabelledLine[]
}

type Entity = { name: string; aliases: string[]; history: { date: string | null; state: string }[] }

const type = 'proposal'
const dimension = 'stage'

/** Standards committee plenaries, by agenda topic or by day, as minutes or as discussion only. */
export const loadTc39 = (folder: string, options: LoadOptions): Dataset => {
  const { granularity, variant, catalogue, limit } = options
  const model = loadModel('standards-committee')
  const records = readLines<Record>(join(folder, `meetings-${granularity}.${variant}.jsonl.gz`))
  const meetings = records.slice(0, limit ?? undefined).map(toMeeting)
  const known = new Set(meetings.map((meeting) => meeting.id))
  const goldFile = join(folder, `gold-${granularity}.jsonl`)
  const gold = existsSync(goldFile) ? readLines<StateGold>(goldFile).filter((row) => known.has(row.meetingId)) : null
  return {
    name: 'tc39',
    setting: { granularity, variant, catalogue },
    worlds: [{ name: 'tc39', model, meetings, imports: importsOf(folder, model, catalogue) }],
    labels: { kind: 'states', scheme: 'tc39', type, dimension, gold },
  }
}

const toMeeting = (record: Record): EvalMeeting => {
  const names = new Map(record.participants.map(({ abbr, name }) => [abbr, name]))
  return {
    id: record.id,
    context: meetingContext({ ...record, type: 'meeting', occurredAt: record.date }),
    sequence: topicNumber(record.id),
    ...renderMinutes(record.segments, (speaker) => names.get(speaker) ?? speaker),
  }
}

/** Topics of one day are numbered at the end of their id; a whole day has no number. */
const topicNumber = (id: string): number => Number(id.match(/\d{4}-\d{2}-\d{2}-(\d+)$/)?.[1] ?? 0)

const importsOf = (folder: string, model: VersionedModel, catalogue: Catalogue): EvalImport[] => {
  const file = join(folder, 'entities.json')
  if (catalogue === 'none' || !existsSync(file)) return []
  return readJson<Entity[]>(file).map((entity) => ({
    type,
    name: entity.name,
    aliases: catalogue === 'aliases' ? entity.aliases.filter((alias) => alias !== entity.name) : [],
    state: entity.history
      .filter((entry) => entry.date === null)
      .map((entry) => ({ dimension, value: stateValue(model, dimension, entry.state, 'tc39') })),
  }))
}
