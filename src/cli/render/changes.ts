import type { ChangeType, TransitionType } from '../api-types.ts'
import { formatLongDay, localTime } from './dates.ts'
import { type Canvas, indent } from './layout.ts'
import { markOf } from './marks.ts'
import { renderMove } from './move.ts'
import { words } from './phrases.ts'
import { renderQuote, renderReason } from './source.ts'
import { cleanLine, truncate } from './text.ts'

const margin = '    '

/**
 * Changes under the day and the meeting in which they happened. In the order in which they were recorded; what was
 * recorded at once, in the order in which it happened.
 */
export const renderChanges = (changes: readonly ChangeType[], canvas: Canvas): string => {
  const lines: string[] = []
  let heading = ''
  let name = ''
  for (const change of [...changes].sort(inOrder)) {
    const next = headingOf(change.transition)
    if (next !== heading) {
      if (lines.length > 0) lines.push('')
      lines.push(canvas.style.bold(truncate(next, canvas.width)))
      heading = next
      name = ''
    }
    if (change.transition.entityName !== name) {
      name = change.transition.entityName
      const type = words(change.transition.type)
      lines.push(`  ${truncate(cleanLine(name), canvas.width - type.length - 3)} ${canvas.style.dim(type)}`)
    }
    lines.push(...renderChange(change, canvas))
  }
  return lines.join('\n')
}

const inOrder = (a: ChangeType, b: ChangeType): number =>
  Number(BigInt(a.changeVersion) - BigInt(b.changeVersion)) ||
  compare(a.transition.occurredAt, b.transition.occurredAt) ||
  compare(a.transition.entityName, b.transition.entityName)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const headingOf = (transition: TransitionType): string => {
  const where = transition.meetingTitle ? ` · ${cleanLine(transition.meetingTitle)}` : ''
  return formatLongDay(localTime(transition)) + where
}

const renderChange = (change: ChangeType, { style, width }: Canvas): string[] => {
  const { transition } = change
  const inner = { style, width: width - margin.length - 2 }
  const withdrawn = change.change === 'superseded'
  const mark = withdrawn ? style.dim('◌') : markOf({ ...transition, supersededAt: null }, style)
  const [first = '', ...rest] = renderMove(transition, inner)
  const quote = transition.evidence[0]?.quote
  const said = [...(quote ? renderQuote(quote, inner, 2) : []), ...renderReason(transition, inner)]
  const below = [...rest, ...(withdrawn ? [style.dim('no longer believed')] : said)]
  return [`${margin}${mark} ${first}`, ...indent(below, `${margin}  `)]
}
