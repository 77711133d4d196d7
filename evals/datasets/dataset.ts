import type { MeetingContext, Segment } from '../../src/domain/meeting/meeting.ts'
import type { VersionedModel } from '../../src/domain/tracking-model/model.ts'
import type { SeriesGold } from '../score-series.ts'
import type { StateGold } from '../scoring/judge-states.ts'
import type { SeriesEntity } from '../scoring/series-entities.ts'
import type { StateScheme } from '../scoring/state-names.ts'

/** What the system is told beforehand: nothing, names with their state before the first meeting, or aliases as well. */
export const catalogues = ['none', 'names', 'aliases'] as const
export type Catalogue = (typeof catalogues)[number]

export type EvalMeeting = {
  id: string
  context: MeetingContext
  /** Order among the meetings of one day. */
  sequence: number
  segments: Segment[]
  /** For each segment, its index in the labelled record; null for lines that were added when it was rendered. */
  labelledIndex: (number | null)[]
}

export type EvalImport = {
  type: string
  name: string
  aliases: readonly string[]
  state: readonly { dimension: string; value: string }[]
}

/** Meetings and imports that one tenant would hold. Nothing crosses worlds. */
export type World = {
  name: string
  model: VersionedModel
  meetings: EvalMeeting[]
  imports: EvalImport[]
}

/** Labels of one followed dimension: does the state change in this meeting, and to what? */
export type StateLabels = {
  kind: 'states'
  scheme: StateScheme
  type: string
  dimension: string
  gold: readonly StateGold[] | null
}

/** Labels of every dimension, of traps and of insights. */
export type SeriesLabels = {
  kind: 'series'
  gold: readonly SeriesGold[] | null
  seriesOf: readonly { id: string; series: string }[]
  entities: readonly SeriesEntity[]
}

export type Dataset = {
  /** Short and stable: it names the baseline file. */
  name: string
  /** How it was loaded: granularity, variant, catalogue. */
  setting: Readonly<Record<string, string>>
  worlds: World[]
  labels: StateLabels | SeriesLabels
}

export type LoadOptions = {
  catalogue: Catalogue
  granularity: 'topic' | 'day'
  variant: 'minutes' | 'raw'
  /** Reads the first meetings only; labels of the others are left out. */
  limit: number | null
}
