import { clip } from '../clip.ts'
import type { Dimension } from '../tracking-model/model.ts'
import type { FoldInput } from './fold-input.ts'

export type ReasonContext = {
  dimension: Dimension
  from: string | null
  to: string | null
  /** Values that were asserted on the same occasion before the one that counts. */
  others: readonly string[]
  allowed: boolean
}

/** Stands for a reason of which the words are gone. */
export const wordsRemovedReason = 'What was said is no longer kept.'

/** A sentence that says who said what, there at once for every change. */
export const patternReason = (decisive: FoldInput, context: ReasonContext): string =>
  [said(decisive), derived(decisive, context), since(decisive), conflict(context), unusual(context)]
    .filter((sentence) => sentence !== '')
    .join(' ')

function said({ origin, evidence, note, dimension }: FoldInput): string {
  if (origin === 'user' && !evidence) return note ? `Set by a user: ${endSentence(note)}` : 'Set by a user.'
  if (origin === 'import') return note ? `Imported: ${endSentence(note)}` : 'Imported.'
  if (!evidence) return `The ${dimension.replaceAll('_', ' ')} was stated.`
  const who =
    evidence.segmentIndex === -1
      ? 'The title says'
      : evidence.speaker
        ? `${evidence.speaker} said`
        : 'The transcript says'
  const quoted = evidence.quote === '' ? wordsRemovedReason : `${who} “${shorten(evidence.quote)}”.`
  if (origin !== 'user') return quoted
  return `${quoted} ${note ? `Confirmed by a user: ${endSentence(note)}` : 'Confirmed by a user.'}`
}

function derived({ op, value }: FoldInput, { from, to }: ReasonContext): string {
  if (op === 'advance' && from !== null && to !== null) return `After ${show(from)} comes ${show(to)}.`
  if (op === 'shift' && from !== null && value !== null) return `It was ${from} and moved by ${value}.`
  if (op === 'resolve' && value === null && from !== null) return `“${shorten(from)}” was open.`
  return ''
}

const since = ({ effectiveAt, occurredAt }: FoldInput): string =>
  effectiveAt !== null && effectiveAt < occurredAt ? `It has held since ${effectiveAt.slice(0, 10)}.` : ''

const conflict = ({ others }: ReasonContext): string =>
  others.length === 0 ? '' : `Before that it was said to be ${others.map(show).join(', then ')}.`

const unusual = ({ allowed, from, to }: ReasonContext): string =>
  allowed || to === null
    ? ''
    : from === null
      ? `Beginning with ${show(to)} is not usual.`
      : `Going from ${show(from)} to ${show(to)} is not a usual move.`

const longestQuote = 240

const shorten = (text: string): string =>
  text.length <= longestQuote ? text : `${clip(text, longestQuote - 1).trimEnd()}…`
const show = (value: string): string => value.replaceAll('_', ' ')
const endSentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)
