import type { TransitionType } from '../api-types.ts'
import { formatOffset } from './dates.ts'
import type { Canvas } from './layout.ts'
import { cleanLine, truncate, wrapShort } from './text.ts'

const quoteLines = 3

/** The words that it rests on, in quotation marks. */
export const renderQuote = (quote: string, { style, width }: Canvas): string[] =>
  wrapShort(`“${cleanLine(quote)}”`, width, quoteLines).map((line) => style.italic(line))

/** Who said it and where: "Mara · Spring planning, 3:07 · 92 %". */
export const renderSource = (transition: TransitionType, { style, width }: Canvas): string => {
  const evidence = transition.evidence[0]
  const place = transition.meetingTitle ? cleanLine(transition.meetingTitle) : origin(transition)
  const time = typeof evidence?.startMs === 'number' ? `, ${formatOffset(evidence.startMs)}` : ''
  const who = evidence?.speaker ? cleanLine(evidence.speaker) : ''
  const parts = [who, place + time, `${transition.confidence} %`].filter(Boolean)
  return style.dim(truncate(parts.join(' · '), width))
}

const origin = (transition: TransitionType): string =>
  transition.reasonSource === 'user' ? 'entered by hand' : 'import'

/** Why, unless the quote says the same. */
export const renderReason = (transition: TransitionType, { style, width }: Canvas): string[] => {
  const reason = cleanLine(transition.reason)
  const quoted = transition.evidence.some((each) => cleanLine(each.quote) === reason)
  if (reason === '' || quoted) return []
  const [first = '', ...rest] = wrapShort(reason, width - 5, quoteLines)
  return [`${style.dim('why')}  ${first}`, ...rest.map((line) => `     ${line}`)]
}
