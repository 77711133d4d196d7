import type { Sentence } from '../reading/sentence.ts'
import type { Statement } from './statement.ts'

/** A value that is asked for and that an assent would grant. */
export type Ask = Pick<Statement, 'dimension' | 'about' | 'cue' | 'valueName'> & {
  value: string
  sentence: Sentence
  index: number
}
