import { oneOf } from './one-of.ts'

/** How plainly something was said. */
export const certainties = ['explicit', 'implied', 'weak'] as const
export type Certainty = (typeof certainties)[number]

export const certaintyField = () =>
  oneOf(certainties, 'explicit: said in plain words; implied: has to be understood; weak: another reading is possible')
