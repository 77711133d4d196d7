import type { Measured } from './measured.ts'
import { nameOf } from './measured.ts'

/** What a score should reach with a catalogue of names, in points of 100. */
type Aim = { of: string; score: string; aim: number; about: string }

const aims: readonly Aim[] = [
  { of: 'tc39 topic minutes', score: 'strictChangeF1', aim: 92, about: 'strict change F1' },
  { of: 'tc39 topic minutes', score: 'transitionF1', aim: 90, about: 'transition F1' },
  { of: 'tc39 topic raw', score: 'explicitStrictChangeF1', aim: 85, about: 'strict change F1, explicit signal' },
  { of: 'tc39 day minutes', score: 'strictChangeF1', aim: 88, about: 'strict change F1' },
  { of: 'acd', score: 'strictChangeF1', aim: 80, about: 'strict change F1' },
  { of: 'series', score: 'transitionPrecision', aim: 75, about: 'transition precision' },
  { of: 'series', score: 'transitionF1', aim: 40, about: 'transition F1' },
  { of: 'series', score: 'explicitFound', aim: 60, about: 'changes said explicitly that were found' },
  { of: 'series', score: 'trapsPassed', aim: 95, about: 'traps passed' },
  { of: 'series', score: 'actionItemF1', aim: 45, about: 'action item F1' },
]

export type Reached = { of: string; about: string; aim: number; reached: number }

/** The aims of what was measured, with what was reached. */
export const aimsReached = (measured: readonly Pick<Measured, 'set' | 'setting' | 'scores'>[]): Reached[] =>
  aims.flatMap(({ of, score, aim, about }) => {
    const scores = measured.find((one) => nameOf(one) === of && one.setting.catalogue === 'names')?.scores
    const reached = scores?.[score]
    return reached === undefined ? [] : [{ of, about, aim, reached }]
  })
