import type { EntityType, StateMapType, StateValueType } from '../api-types.ts'
import { formatDay } from './dates.ts'
import { type Canvas, heading, pairs } from './layout.ts'
import { formatValue, words } from './phrases.ts'
import { renderQuote } from './source.ts'
import { cleanLine, padEnd, padStart, truncate, visibleWidth } from './text.ts'

export type CardOptions = { moment: string; state: StateMapType }

/** One thing as it stands: each dimension with its value, since when, and the words that said so. */
export const renderStateCard = (entity: EntityType, { moment, state }: CardOptions, canvas: Canvas): string => {
  const right = moment === '' ? words(entity.type) : `${words(entity.type)} · ${moment}`
  const names = entity.aliases.map((alias) => cleanLine(alias.name)).filter((name) => name !== entity.name)
  const also: [string, string][] = [
    ...(names.length > 0 ? [['also called', names.join(', ')] as [string, string]] : []),
    ...(entity.identifiers.length > 0 ? [['known as', entity.identifiers.join(', ')] as [string, string]] : []),
  ]
  const rows = Object.entries(state).flatMap(([dimension, held]) =>
    (Array.isArray(held) ? held : [held]).map((each, index) => ({ label: index === 0 ? words(dimension) : '', each })),
  )
  const labelWidth = Math.max(0, ...rows.map((row) => visibleWidth(row.label))) + 2
  const body = rows.flatMap((row) => stateRow(row.label, row.each, labelWidth, canvas))
  const empty = body.length === 0 ? [canvas.style.dim('Nothing is known.')] : []
  return [...heading(cleanLine(entity.name), right, canvas), ...pairs(also, canvas), ...empty, ...body].join('\n')
}

const stateRow = (label: string, held: StateValueType, labelWidth: number, { style, width }: Canvas): string[] => {
  const since = `since ${formatDay(held.since)} · ${padStart(String(held.confidence), 3)} %`
  const room = width - labelWidth - visibleWidth(since) - 2
  const value = truncate(formatValue(held.value), Math.max(8, room))
  const line = padEnd(label, labelWidth) + style.bold(value)
  const evidence = held.evidence[0]
  const who = evidence?.speaker ? style.dim(`${cleanLine(evidence.speaker)}: `) : ''
  const quoteRoom = { style, width: width - labelWidth - visibleWidth(who) }
  const quote = evidence ? renderQuote(evidence.quote, quoteRoom, 1) : []
  return [
    padEnd(line, width - visibleWidth(since)) + style.dim(since),
    ...quote.map((each) => ' '.repeat(labelWidth) + who + each),
  ]
}
