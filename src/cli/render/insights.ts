import type { InsightType } from '../api-types.ts'
import { formatDay } from './dates.ts'
import type { Canvas } from './layout.ts'
import { words } from './phrases.ts'
import { cleanLine, wrap } from './text.ts'

const mainFields = ['description', 'decision', 'risk', 'text']

/** Insights under their kind: the point first, then who, until when, why. */
export const renderInsights = (insights: readonly InsightType[], canvas: Canvas): string => {
  const kinds = [...new Set(insights.map((insight) => insight.kind))]
  const blocks = kinds.map((kind) => {
    const rows = insights.filter((insight) => insight.kind === kind)
    return [canvas.style.bold(words(kind)), ...rows.flatMap((row) => renderInsight(row, canvas))].join('\n')
  })
  return blocks.join('\n\n')
}

const renderInsight = (insight: InsightType, { style, width }: Canvas): string[] => {
  const { body } = insight
  const point = mainFields.map((field) => body[field]).find((value) => typeof value === 'string') ?? ''
  const [first = '', ...rest] = wrap(cleanLine(String(point)), width - 4)
  const lines = [`  ${style.cyan('•')} ${first}`, ...rest.map((line) => `    ${line}`)]
  const reason = typeof body.rationale === 'string' ? wrap(cleanLine(body.rationale), width - 9) : []
  const facts = [
    text(body.owner ?? body.decidedBy ?? body.askedBy),
    typeof body.dueDate === 'string' ? `due ${formatDay(body.dueDate)}` : '',
    text(body.severity),
    body.status === 'open' ? '' : text(body.status),
    formatDay(insight.occurredAt),
  ].filter(Boolean)
  return [
    ...lines,
    ...reason.map((line, index) => style.dim(`    ${index === 0 ? 'why  ' : '     '}${line}`)),
    style.dim(`    ${facts.join(' · ')}`),
  ]
}

const text = (value: unknown): string => (typeof value === 'string' ? cleanLine(value) : '')
