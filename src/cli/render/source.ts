import type { TransitionType } from '../api-types.ts'
import { formatDay, formatOffset } from './dates.ts'
import type { Canvas } from './layout.ts'
import { formatValue } from './phrases.ts'
import { cleanLine, truncate, wrapShort } from './text.ts'

const quoteLines = 3
/** A long quote is shortened inside a reason, so only its beginning is compared. */
const comparedLength = 120

/** The words that it rests on, in quotation marks. */
export const renderQuote = (quote: string, { style, width }: Canvas, most = quoteLines): string[] =>
  wrapShort(`“${cleanLine(quote)}”`, width, most).map((line) => style.italic(line))

/** Who said it and where: "Mara · Spring planning, 3:07 · 92 %". */
export const renderSource = (
  saying: readonly [TransitionType, ...TransitionType[]],
  { style, width }: Canvas,
): string => {
  const [transition] = saying
  const evidence = transition.evidence[0]
  const place = transition.meetingTitle ? cleanLine(transition.meetingTitle) : origin(transition)
  const time = typeof evidence?.startMs === 'number' ? `, ${formatOffset(evidence.startMs)}` : ''
  const who = evidence?.speaker ? cleanLine(evidence.speaker) : ''
  const parts = [who, place + time, confidenceOf(saying)].filter(Boolean)
  return style.dim(truncate(parts.join(' · '), width))
}

const confidenceOf = (saying: readonly TransitionType[]): string => {
  const values = saying.map((transition) => transition.confidence)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? `${low} %` : `${low}–${high} %`
}

const origin = (transition: TransitionType): string =>
  transition.reasonSource === 'user' ? 'entered by hand' : 'import'

/** Why, without what the quote beside it says already. */
export const renderReason = (transition: TransitionType, { style, width }: Canvas): string[] => {
  const full = readable(cleanLine(transition.reason))
  const quote = readable(cleanLine(transition.evidence[0]?.quote ?? ''))
  const reason = (quote === '' ? full : beyondQuote(full, quote)).replace(/^because /i, '')
  if (reason === '') return []
  const [first = '', ...rest] = wrapShort(reason, width - 5, quoteLines)
  return [`${style.dim('why')}  ${first}`, ...rest.map((line) => `     ${line}`)]
}

/** Reasons begin with who said what; a reason that is part of the quote says nothing more. */
const beyondQuote = (reason: string, quote: string): string => {
  if (quote.includes(reason)) return ''
  const start = quote.slice(0, comparedLength)
  const at = reason.indexOf(start)
  if (at < 0) return reason
  const end = reason.indexOf('”', at + start.length)
  return end < 0 ? '' : reason.slice(end + 1).replace(/^[.\s]+/, '')
}

/** Machine spellings inside a sentence as people write them. */
const readable = (sentence: string): string =>
  sentence.replace(/\b\d{4}-\d{2}-\d{2}\b/g, formatDay).replace(/(?<!\w)-?P\d+D\b/g, formatValue)
