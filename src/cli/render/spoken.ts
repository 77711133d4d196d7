import { formatShortDay } from './dates.ts'
import { type Canvas, heading } from './layout.ts'
import { formatValue, words } from './phrases.ts'
import { renderQuote } from './source.ts'
import { cleanLine, padEnd, truncate, wrap } from './text.ts'

/** Something that was said about a thing, and what became of it. */
export type Spoken = {
  /** In one word: planned, negated, changed, outvoted… */
  verdict: string
  because: string
  about: string
  dimension: string | null
  value: string | null
  quote: string
  speaker: string | null
  meeting: string | null
  occurredAt: string | null
}

const verdictWidth = 13

/** Quotes with the word for what became of them at the left: the record shows its work. */
export const renderSpoken = (title: string, items: readonly Spoken[], canvas: Canvas): string =>
  [...heading(title, '', canvas), ...items.flatMap((item) => one(item, canvas))].join('\n')

const one = (item: Spoken, { style, width }: Canvas): string[] => {
  const inner = { style, width: width - verdictWidth }
  const claim = item.dimension ? `${words(item.dimension)} ${formatValue(item.value)}` : ''
  const where = [item.speaker, item.meeting, item.occurredAt && formatShortDay(item.occurredAt)]
  const source = where.flatMap((part) => (part ? [cleanLine(part)] : [])).join(' · ')
  const about = [cleanLine(item.about), claim].filter(Boolean).join(': ')
  const lines = [
    ...(item.quote === '' ? [] : renderQuote(item.quote, inner)),
    ...wrap(about, inner.width),
    ...(item.because === '' ? [] : wrap(cleanLine(item.because), inner.width)),
    style.dim(truncate(source, inner.width)),
  ]
  const colour = counted.has(item.verdict) ? style.green : style.yellow
  return lines.map((line, index) => {
    const label = index === 0 ? colour(truncate(words(item.verdict), verdictWidth - 2)) : ''
    return `${padEnd(label, verdictWidth)}${line}`
  })
}

const counted: ReadonlySet<string> = new Set(['changed', 'confirmed'])
