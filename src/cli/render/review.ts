import type { ReviewItemType } from '../review-types.ts'
import { formatShortDay } from './dates.ts'
import type { Canvas } from './layout.ts'
import { words } from './phrases.ts'
import { renderQuote } from './source.ts'
import { cleanLine, truncate, wrap } from './text.ts'

/** Each thing to look at: the question, what it rests on, and the id to answer it by. */
export const renderReview = (items: readonly ReviewItemType[], canvas: Canvas): string =>
  items.map((item) => one(item, canvas).join('\n')).join('\n\n')

const one = (item: ReviewItemType, { style, width }: Canvas): string[] => {
  const inner = { style, width: width - 2 }
  const [said] = item.evidence
  const meeting = item.meeting && `${item.meeting.title}, ${formatShortDay(item.meeting.occurredAt)}`
  const source = [said?.speaker, meeting].flatMap((part) => (part ? [cleanLine(part)] : [])).join(' · ')
  const sure = item.confidence === null || item.confidence === undefined ? '' : ` ${item.confidence}%`
  const why = style.yellow(`${item.kinds.map(words).join(', ')}${sure}`)
  return [
    ...wrap(cleanLine(item.question), width).map((line) => style.bold(line)),
    ...[
      why,
      ...(said?.quote ? renderQuote(said.quote, inner) : []),
      ...(source === '' ? [] : [style.dim(truncate(source, inner.width))]),
      ...item.conflicting.map((value) => `also said: ${cleanLine(value)}`),
      ...item.candidates.map(({ name, entityId }) => `${cleanLine(name)}  ${style.dim(entityId)}`),
      style.dim(item.id),
    ].map((line) => `  ${line}`),
  ]
}
