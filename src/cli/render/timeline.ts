import type { EntityType, TransitionType } from '../api-types.ts'
import { formatMoment, formatShortDay } from './dates.ts'
import { type Canvas, counted, heading, pairs } from './layout.ts'
import { markOf } from './marks.ts'
import { renderMove } from './move.ts'
import { formatValue, words } from './phrases.ts'
import { renderQuote, renderReason, renderSource } from './source.ts'
import { cleanLine, padStart, wrap } from './text.ts'

const dateWidth = 6
const gutter = dateWidth + 5

/** The story of one thing: when it changed, from what to what, who said so, and why. */
export const renderTimeline = (entity: EntityType, transitions: readonly TransitionType[], canvas: Canvas): string => {
  const lines = [...heading(cleanLine(entity.name), words(entity.type), canvas), ...summary(entity, canvas), '']
  if (transitions.length === 0) lines.push(canvas.style.dim('Nothing has changed yet.'))
  let year = ''
  let previous: TransitionType | undefined
  transitions.forEach((transition, index) => {
    if (!transition.occurredAt.startsWith(year) || year === '') {
      year = transition.occurredAt.slice(0, 4)
      lines.push(canvas.style.bold(padStart(year, dateWidth)))
    }
    lines.push(...entry(transition, previous, index === transitions.length - 1, canvas))
    previous = transition
  })
  return lines.join('\n')
}

const summary = (entity: EntityType, canvas: Canvas): string[] => {
  const now = Object.entries(entity.state).map(([dimension, held]): [string, string] => {
    const values = (Array.isArray(held) ? held : [held]).map((each) => formatValue(each.value))
    return [words(dimension), values.join(', ')]
  })
  const aliases = entity.aliases.map((alias) => cleanLine(alias.name)).filter((name) => name !== entity.name)
  const also: [string, string][] = aliases.length > 0 ? [['also called', aliases.join(', ')]] : []
  const flags: [string, string][] = entity.flags.length > 0 ? [['inferred', entity.flags.map(words).join(', ')]] : []
  return pairs([...now, ...also, ...flags], canvas)
}

const entry = (
  transition: TransitionType,
  previous: TransitionType | undefined,
  last: boolean,
  canvas: Canvas,
): string[] => {
  const { style, width } = canvas
  const inner = { style, width: width - gutter }
  const together = previous !== undefined && sameMoment(previous, transition)
  const date = padStart(together ? '' : formatShortDay(transition.occurredAt), dateWidth)
  const [first = '', ...rest] = renderMove(transition, inner)
  const quote = transition.evidence[0]?.quote
  const repeated = together && previous.evidence[0]?.quote === quote
  const body = [
    ...rest,
    ...(quote && !repeated ? renderQuote(quote, inner) : []),
    ...renderReason(transition, inner, !repeated),
    renderSource(transition, inner),
    ...remarks(transition, inner),
  ]
  const rail = ' '.repeat(dateWidth + 2) + style.dim(last ? ' ' : '│')
  return [
    `${style.cyan(date)}  ${markOf(transition, style)}  ${first}`,
    ...body.map((line) => `${rail}  ${line}`.trimEnd()),
    ...(last ? [] : [rail]),
  ]
}

const sameMoment = (a: TransitionType, b: TransitionType): boolean =>
  a.meetingId === b.meetingId && a.occurredAt === b.occurredAt

const remarks = (transition: TransitionType, { style, width }: Canvas): string[] => {
  const out: string[] = []
  // A pattern reason says so itself.
  if (!transition.allowed && transition.reasonSource !== 'pattern')
    out.push(...wrap('the tracking model does not foresee this move', width).map(style.yellow))
  if (transition.supersededAt) {
    const [from, until] = [formatMoment(transition.recordedAt), formatMoment(transition.supersededAt)]
    out.push(...wrap(`believed from ${from} until ${until}`, width).map(style.dim))
  }
  return out
}

/** The line below a timeline. */
export const timelineFooter = (shown: number, { style }: Canvas): string => style.dim(counted(shown, 'change'))
