import type { ExpectationType, ForecastType } from '../analytics-types.ts'
import { formatDay } from './dates.ts'
import { type Canvas, heading, indent } from './layout.ts'
import { formatValue, words } from './phrases.ts'
import { renderQuote } from './source.ts'
import { cleanLine, wrap } from './text.ts'

/** What is expected of one thing, on what grounds, and what about it deserves a look. */
export const renderForecast = (forecast: ForecastType, canvas: Canvas): string => {
  const { style, width } = canvas
  const expected = forecast.expectations.flatMap((each) => [
    style.bold(`${words(each.dimension)}  ${describeExpectation(each)}`),
    ...indent(
      wrap(cleanLine(each.reason), width - 2).map((line) => style.dim(line)),
      '  ',
    ),
    ...quotes(each, canvas),
  ])
  const flags = forecast.flags.flatMap((each) => [
    style.bold(`${words(each.flag)}  ${cleanLine(each.reason)}`),
    ...quotes(each, canvas),
  ])
  const empty = expected.length + flags.length === 0 ? [style.dim('Nothing is expected, and nothing is unusual.')] : []
  return [
    ...heading(cleanLine(forecast.entityName), `${words(forecast.type)} · inferred`, canvas),
    ...[...expected, ...flags, ...empty],
  ].join('\n')
}

/** "in progress → completed, likely 31 May 2026 (21 May 2026 to 10 Jun 2026), 80 %". */
export const describeExpectation = ({
  from,
  to,
  expectedOn,
  earliest,
  latest,
  likelihood,
}: ExpectationType): string => {
  if (to === null) return `${formatValue(from)} → ?`
  const around = earliest && latest ? ` (${formatDay(earliest)} to ${formatDay(latest)})` : ''
  const day = expectedOn ? `, ${formatDay(expectedOn)}${around}` : ''
  return `${formatValue(from)} → ${formatValue(to)}${day}${likelihood === null ? '' : `, ${likelihood} %`}`
}

const quotes = ({ evidence }: { evidence: ForecastType['expectations'][number]['evidence'] }, canvas: Canvas) => {
  const [first] = evidence
  return first ? indent(renderQuote(first.quote, { ...canvas, width: canvas.width - 2 }, 1), '  ') : []
}
