import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Scores of one set and setting as committed, with the engine that reached them. */
type Baseline = { set: string; setting: Readonly<Record<string, string>>; engineVersion: string; scores: Scores }
/** Points of 100; higher is better. */
export type Scores = Readonly<Record<string, number>>

const folder = join(import.meta.dirname, 'baselines')

const fileOf = (set: string, setting: Baseline['setting']): string =>
  join(folder, `${[set, ...Object.values(setting)].join('-')}.json`)

export const readBaseline = (set: string, setting: Baseline['setting']): Baseline | null => {
  const file = fileOf(set, setting)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baseline) : null
}

/** Every committed baseline, by name of its file. */
export const listBaselines = (): Baseline[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Baseline)

export const writeBaseline = (baseline: Baseline): string => {
  const file = fileOf(baseline.set, baseline.setting)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`)
  return file
}

export type Fall = { score: string; before: number; now: number | null }

/** Scores that fell by more than the tolerance, in points of 100. A score that is gone has fallen; a new one has not. */
export const fallenScores = (before: Scores, now: Scores, tolerance: number): Fall[] =>
  Object.entries(before).flatMap(([score, value]) => {
    const current = now[score]
    const fall = current === undefined ? Number.POSITIVE_INFINITY : value - current
    return fall > tolerance + 1e-9 ? [{ score, before: value, now: current ?? null }] : []
  })
