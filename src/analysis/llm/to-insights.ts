import { type InsightDraft, insightBodySchemas } from '../../domain/insight/insight.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import type { InsightItem, InsightsAnswer } from '../../llm/prompts/extract-insights/answer.ts'
import type { createEvidenceFinder } from '../find-evidence.ts'
import { type InjectedPassage, isInjected } from '../injection.ts'
import { confidenceOf } from './confidence-of.ts'

type InsightContext = {
  model: Pick<TrackingModel, 'insights'>
  findEvidence: ReturnType<typeof createEvidenceFinder>
  injected: readonly InjectedPassage[]
}
type DeclaredKind = TrackingModel['insights'][number]

const isoDate = /^\d{4}-\d{2}-\d{2}$/

/** The insights of an answer whose quotes stand in the transcript and whose fields fit their kind; the others are counted. */
export const toInsights = (
  answer: InsightsAnswer,
  { model, findEvidence, injected }: InsightContext,
): { insights: InsightDraft[]; unsupported: number } => {
  let unsupported = 0
  const insights = Object.entries(answer).flatMap(([kind, items]) =>
    items.flatMap((item): InsightDraft[] => {
      const found = findEvidence(item.segment, item.quote)
      const body = bodyOf(kind, item, model)
      if (!found || !body || isInjected(injected, { ...found, segment: found.segment.index })) {
        unsupported += 1
        return []
      }
      const { index, speaker, startMs } = found.segment
      const evidence = [{ segmentIndex: index, speaker, startMs, quote: found.quote }]
      return [{ kind, body, confidence: confidenceOf(item.certainty), evidence }]
    }),
  )
  return { insights, unsupported }
}

const bodyOf = (
  kind: string,
  item: InsightItem,
  model: Pick<TrackingModel, 'insights'>,
): InsightDraft['body'] | null => {
  const { segment: _segment, quote: _quote, certainty: _certainty, ...fields } = item
  const clean = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, tidy(value)]))
  if (Object.hasOwn(insightBodySchemas, kind)) return builtIn(kind as keyof typeof insightBodySchemas, clean)
  const declared = model.insights.find((one) => one.kind === kind)
  return declared ? ownBody(declared, clean) : null
}

const builtIn = (
  kind: keyof typeof insightBodySchemas,
  fields: Record<string, unknown>,
): InsightDraft['body'] | null => {
  const mended =
    kind === 'action_item'
      ? { ...fields, dueDate: dateOrNull(fields.dueDate) }
      : kind === 'key_takeaway'
        ? { ...fields, rank: Math.min(10, Math.max(1, Number(fields.rank) || 10)) }
        : fields
  const parsed = insightBodySchemas[kind].safeParse(mended)
  return parsed.success ? parsed.data : null
}

/** The fields that the tenant declared, and no others; null when one that is required was not said. */
const ownBody = ({ fields }: DeclaredKind, said: Record<string, unknown>): InsightDraft['body'] | null => {
  const body = Object.fromEntries(fields.map((field) => [field.name, ownValue(field, said[field.name] ?? null)]))
  return fields.some((field) => field.required && body[field.name] === null) ? null : body
}

const ownValue = ({ kind, choices }: DeclaredKind['fields'][number], value: unknown): unknown => {
  if (kind === 'number') return typeof value === 'number' ? value : null
  if (kind === 'date') return dateOrNull(value)
  if (typeof value !== 'string') return null
  if (kind !== 'choice') return value
  return choices.find((choice) => choice.toLowerCase() === value.toLowerCase()) ?? null
}

const dateOrNull = (value: unknown): string | null =>
  typeof value === 'string' && isoDate.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) ? value : null

/** One space between words; an empty answer is none. */
const tidy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(tidy).filter((one) => one !== null)
  if (typeof value !== 'string') return value
  const text = value.replace(/\s+/g, ' ').trim()
  return text === '' || text.toLowerCase() === 'null' ? null : text
}
