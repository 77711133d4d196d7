import type { InsightType } from '../api-types.ts'
import { formatDay } from './dates.ts'
import type { Canvas } from './layout.ts'
import { words } from './phrases.ts'
import { cleanLine, wrap } from './text.ts'

/** What has to be done or known first; other kinds follow as they come. */
const firstKinds = ['decision_made', 'action_item', 'risk', 'question']
const mainFields = ['description', 'decision', 'risk', 'text']

/** Insights under their kind: the point first, then who, until when, why. */
export const renderInsights = (insights: readonly InsightType[], canvas: Canvas): string => {
  const present = [...new Set(insights.map((insight) => insight.kind))]
  const kinds = [
    ...firstKinds.filter((kind) => present.includes(kind)),
    ...present.filter((kind) => !firstKinds.includes(kind)),
  ]
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
  const answer = typeof body.answer === 'string' ? wrap(cleanLine(body.answer), width - 9) : []
  const facts = [
    text(body.owner ?? body.decidedBy ?? body.askedBy),
    typeof body.dueDate === 'string' ? `due ${formatDay(body.dueDate)}` : '',
    text(body.severity),
    body.status === 'open' ? '' : text(body.status),
    formatDay(insight.occurredAt),
  ].filter(Boolean)
  return [...lines, ...hang('why', reason, style), ...hang('→', answer, style), style.dim(`    ${facts.join(' · ')}`)]
}

const text = (value: unknown): string => (typeof value === 'string' ? cleanLine(value) : '')

const hang = (label: string, lines: readonly string[], style: Canvas['style']): string[] =>
  lines.map((line, index) => style.dim(`    ${(index === 0 ? label : '').padEnd(5)}${line}`))
