import type { ChangeType } from '../api-types.ts'
import { formatShortDay, localTime } from './dates.ts'
import { type Canvas, indent } from './layout.ts'
import { renderMove } from './move.ts'
import { words } from './phrases.ts'
import { renderQuote } from './source.ts'
import { cleanLine, padStart, truncate } from './text.ts'

const dateWidth = 6
const margin = 5 + dateWidth

/** What the record lost and gained, thing by thing, in the order in which it happened. */
export const renderDiff = (changes: readonly ChangeType[], canvas: Canvas): string => {
  const names = [...new Set(changes.map(({ transition }) => transition.entityId))]
  const blocks = names.map((id) => {
    const own = changes.filter(({ transition }) => transition.entityId === id).sort(inOrder)
    const name = truncate(cleanLine(own[0]?.transition.entityName ?? ''), canvas.width - 20)
    const type = canvas.style.dim(words(own[0]?.transition.type ?? ''))
    return [`${canvas.style.bold(name)} ${type}`, ...own.flatMap((change) => renderChange(change, canvas))].join('\n')
  })
  return blocks.join('\n\n')
}

const inOrder = (a: ChangeType, b: ChangeType): number =>
  compare(a.transition.occurredAt, b.transition.occurredAt) || compare(b.change, a.change)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const renderChange = ({ change, transition }: ChangeType, { style, width }: Canvas): string[] => {
  const inner = { style, width: width - margin }
  const lost = change === 'superseded'
  const [first = '', ...rest] = renderMove(transition, inner)
  const sign = lost ? style.red('−') : style.green('+')
  const date = style.cyan(padStart(formatShortDay(localTime(transition)), dateWidth))
  const quote = transition.evidence[0]?.quote
  const below = [...rest, ...(quote && !lost ? renderQuote(quote, inner, 2) : [])]
  return [`  ${sign} ${date} ${lost ? style.dim(first) : first}`, ...indent(below, ' '.repeat(margin))]
}
