import { clauseAt } from '../reading/sentence.ts'
import type { Token } from '../text/token.ts'
import type { Statement } from './statement.ts'

const pointing = new Set(
  'it this that these those they he she we i you one which who there everything all both itself mine yours'.split(' '),
)
const passing = new Set(
  'and but so then or because well okay ok yes yeah no now also still just really actually again already finally however although though if when once until unless while as by today yesterday tomorrow is are was were am be been being has have had do does did will would can could should may might must shall not never not only even too very at in on to for from of with about after before'.split(
    ' ',
  ),
)

/** Words of the model that are no thing of their own: nouns of its types and dimensions, and words of agreement. */
export type SubjectWords = { nouns: ReadonlySet<string>; assent: ReadonlySet<string> }

const articles = new Set(['the', 'a', 'an', 'our', 'my', 'your', 'their', 'his', 'her', 'its'])

/**
 * Whether a statement without a name may be about what was spoken of before. It may when its subject points back ("it",
 * "that one"), when it has none ("done"), or when a noun of the tracking model stands for it ("the project"). With a
 * subject of its own ("the theatres are closed") only a thing that is named in the same sentence can be meant.
 */
export const subjectReach = ({ about, cue, valueSlot }: Statement, words: SubjectWords): 'focus' | 'sentence' => {
  if (cue.startsWith('conclusion:') || cue.startsWith('assent to:')) return 'focus'
  const { sentence, from } = about
  let start = from
  while (start > clauseAt(sentence, from).from && (sentence.tokens[start]?.gap ?? 0) === 0) start--
  const isWordOfSubject = ({ norm }: Token, index: number): boolean => {
    const at = start + index
    const inValue = valueSlot !== undefined && at >= valueSlot.from && at < valueSlot.to
    return !inValue && !passing.has(norm) && !articles.has(norm) && !words.nouns.has(norm) && !words.assent.has(norm)
  }
  const subject = sentence.tokens.slice(start, from).filter(isWordOfSubject)
  return subject.length === 0 || subject.some((token) => pointing.has(token.norm)) ? 'focus' : 'sentence'
}
