import type { Scores } from '../baseline.ts'
import type { Backtest } from '../forecast/backtest.ts'
import type { Detail } from '../grade.ts'
import type { Merges } from '../resolution/count-merges.ts'
import type { JudgedMention } from '../resolution/score-mentions.ts'

/** One set in one setting, measured. */
export type Measured = {
  set: string
  setting: Readonly<Record<string, string>>
  meetings: number
  segments: number
  words: number
  scores: Scores
  detail: Detail
  /** Null where mentions and look-alikes are not labelled. */
  mentions: readonly JudgedMention[] | null
  merges: Merges | null
  forecast: Backtest
}

/** `tc39 topic raw` without the catalogue, which tables have in a column of its own. */
export const nameOf = ({ set, setting }: Pick<Measured, 'set' | 'setting'>): string =>
  [
    set,
    ...Object.entries(setting).flatMap(([key, value]) => (key === 'catalogue' || key === 'engine' ? [] : [value])),
  ].join(' ')

export const catalogueOf = ({ setting }: Pick<Measured, 'setting'>): string => setting.catalogue ?? 'none'

/** The settings that are shown in full: those with a catalogue of names, which the aims are for. */
export const mainSettings = (measured: readonly Measured[]): Measured[] =>
  measured.filter((one) => catalogueOf(one) === 'names')
