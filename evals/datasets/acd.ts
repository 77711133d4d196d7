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
  participants: { name: string }[]
  segments: LabelledLine[]
}

type Entity = { id: string; name: string; aliases: string[] }

const type = 'improvement_proposal'
const dimension = 'inclusion'

/** Protocol calls as recognised speech: improvement proposals move through the states of inclusion in an upgrade. */
export const loadAcd = (folder: string, options: LoadOptions): Dataset => {
  const { catalogue, limit } = options
  const model = loadModel('protocol-upgrades')
  const meetings = readLines<Record>(join(folder, 'meetings.jsonl.gz'))
    .slice(0, limit ?? undefined)
    .map(toMeeting)
  const known = new Set(meetings.map((meeting) => meeting.id))
  const goldFile = join(folder, 'gold.jsonl')
  const labels = existsSync(goldFile) ? readLines<StateGold>(goldFile) : null
  return {
    name: 'acd',
    setting: { catalogue },
    worlds: [{ name: 'acd', model, meetings, imports: importsOf(folder, model, catalogue, labels ?? []) }],
    labels: {
      kind: 'states',
      scheme: 'acd',
      type,
      dimension,
      gold: labels?.filter((row) => known.has(row.meetingId)) ?? null,
    },
  }
}

const toMeeting = (record: Record): EvalMeeting => {
  return {
    id: record.id,
    context: meetingContext({ ...record, type: 'call', occurredAt: record.date }),
    sequence: 0,
    ...renderMinutes(record.segments, (speaker) => speaker),
  }
}

/**
 * The labels follow a proposal per upgrade ("EIP-1 in Upgrade"); speech names the proposal alone, so one import stands
 * for its rows. The catalogue has no history: the state before the first meeting is what the first label starts from.
 */
const importsOf = (
  folder: string,
  model: VersionedModel,
  catalogue: Catalogue,
  labels: readonly StateGold[],
): EvalImport[] => {
  const file = join(folder, 'entities.json')
  if (catalogue === 'none' || !existsSync(file)) return []
  const imports = new Map<string, EvalImport>()
  for (const entity of readJson<Entity[]>(file)) {
    const name = entity.name.replace(/ in \S+$/, '')
    if (imports.has(name)) continue
    const before = labels.find((row) => row.entityId === entity.id)?.fromState ?? 'none'
    imports.set(name, {
      type,
      name,
      aliases: catalogue === 'aliases' ? entity.aliases.filter((alias) => alias !== name) : [],
      state: before === 'none' ? [] : [{ dimension, value: stateValue(model, dimension, before, 'acd') }],
    })
  }
  return [...imports.values()]
}
