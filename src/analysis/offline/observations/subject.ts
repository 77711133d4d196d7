import { clauseAt } from '../reading/sentence.ts'
import type { Statement } from './statement.ts'

const pointing = new Set(
  'it this that these those they he she we i you one which who there everything all both itself mine yours'.split(' '),
)
const passing = new Set(
  'and but so then or because well okay ok yes yeah no now also still just really actually again already finally however although though if when once until unless while as by today yesterday tomorrow is are was were am be been being has have had do does did will would can could should may might must shall not never not only even too very at in on to for from of with about after before'.split(
    ' ',
  ),
)

/**
 * Whether a statement without a name may be about what was spoken of before. It may when its subject points back ("it",
 * "that one"), when it has none ("done"), or when a noun of the tracking model stands for it ("the project"). With a
 * subject of its own ("the theatres are closed") only a thing that is named in the same sentence can be meant.
 */
export const subjectReach = ({ about, cue, valueSlot }: Statement, hasTypeNoun: boolean): 'focus' | 'sentence' => {
  if (hasTypeNoun || cue.startsWith('conclusion:') || cue.startsWith('assent to:')) return 'focus'
  const { sentence, from } = about
  const clause = clauseAt(sentence, from)
  const inValue = (at: number) => valueSlot !== undefined && at >= valueSlot.from && at < valueSlot.to
  const subject = sentence.tokens
    .slice(clause.from, from)
    .filter((token, at) => !passing.has(token.norm) && !inValue(clause.from + at))
  if (subject.length === 0) return 'focus'
  return subject.some((token) => pointing.has(token.norm)) ? 'focus' : 'sentence'
}
