import type { EntityType, TransitionType } from '../api-types.ts'
import { formatMoment, formatShortDay, isAlways, localTime } from './dates.ts'
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
  const sayings = groupBySaying(transitions)
  if (sayings.length === 0) lines.push(canvas.style.dim('Nothing has changed yet.'))
  let year = ''
  let day = ''
  sayings.forEach((saying, index) => {
    const occurredAt = localTime(saying[0])
    if (occurredAt.slice(0, 4) !== year && !isAlways(occurredAt)) {
      year = occurredAt.slice(0, 4)
      lines.push(canvas.style.bold(padStart(year, dateWidth)))
    }
    const date = occurredAt.slice(0, 10) === day ? '' : formatShortDay(occurredAt)
    day = occurredAt.slice(0, 10)
    lines.push(...renderSaying(saying, date, index === sayings.length - 1, canvas))
  })
  return lines.join('\n')
}

/** Changes that one sentence made. */
type Saying = [TransitionType, ...TransitionType[]]

const groupBySaying = (transitions: readonly TransitionType[]): Saying[] => {
  const sayings: Saying[] = []
  for (const transition of transitions) {
    const last = sayings.at(-1)
    if (last && isSameSaying(last[0], transition)) last.push(transition)
    else sayings.push([transition])
  }
  return sayings
}

const isSameSaying = (a: TransitionType, b: TransitionType): boolean =>
  a.meetingId === b.meetingId &&
  a.occurredAt === b.occurredAt &&
  (a.supersededAt === null) === (b.supersededAt === null) &&
  a.evidence[0] !== undefined &&
  a.evidence[0].segmentIndex === b.evidence[0]?.segmentIndex &&
  a.evidence[0].quote === b.evidence[0]?.quote

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

const renderSaying = (saying: Saying, date: string, last: boolean, canvas: Canvas): string[] => {
  const { style, width } = canvas
  const inner = { style, width: width - gutter }
  const quote = saying[0].evidence[0]?.quote
  const rail = ' '.repeat(dateWidth + 2) + style.dim(last ? ' ' : '│')
  const hang = (lines: readonly string[]): string[] => lines.map((line) => `${rail}  ${line}`.trimEnd())
  const moves = saying.flatMap((transition, index) => {
    const [first = '', ...rest] = renderMove(transition, inner)
    const left = style.cyan(padStart(index === 0 ? date : '', dateWidth))
    return [`${left}  ${markOf(transition, style)}  ${first}`, ...hang(rest)]
  })
  return [
    ...moves,
    ...hang([
      ...(quote ? renderQuote(quote, inner) : []),
      ...new Set(saying.flatMap((transition) => renderReason(transition, inner))),
      renderSource(saying, inner),
      ...remarks(saying, inner),
    ]),
    ...(last ? [] : [rail]),
  ]
}

const remarks = ([first, ...others]: Saying, { style, width }: Canvas): string[] => {
  // A pattern reason says so itself.
  const unforeseen = [first, ...others].some((each) => !each.allowed && each.reasonSource !== 'pattern')
  const lines = unforeseen ? wrap('the tracking model does not foresee this move', width).map(style.yellow) : []
  if (!first.supersededAt) return lines
  const [from, until] = [formatMoment(first.recordedAt), formatMoment(first.supersededAt)]
  return [...lines, ...wrap(`believed from ${from} until ${until}`, width).map(style.dim)]
}

/** The line below a timeline. */
export const timelineFooter = (shown: number, { style }: Canvas): string => style.dim(counted(shown, 'change'))
