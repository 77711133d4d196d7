import { z } from 'zod'
import { certaintyField } from '../shared/certainty.ts'
import { oneOf } from '../shared/one-of.ts'
import { wholeNumber } from '../shared/whole-number.ts'
import type { InsightsInput } from './input.ts'

type InsightKindModel = InsightsInput['model']['insights'][number]

/** What was found, by kind; the fields of an item are those of its kind. */
export type InsightItem = { segment: number; quote: string; certainty: string } & Record<string, unknown>
export type InsightsAnswer = Record<string, InsightItem[]>

const text = (description: string) => z.string().describe(description)
const textOrNull = (description: string) => z.string().nullable().describe(description)

const builtIn = {
  action_item: {
    description: text('What is to be done, verb first, clear without the transcript'),
    owner: textOrNull('Full name of the one who does it; null when nobody took it'),
    dueDate: textOrNull('YYYY-MM-DD, if a day is said'),
    priority: oneOf(['high', 'normal', 'low'], 'high or low only when somebody says so'),
    context: textOrNull('Why or for what, in at most 15 words, if said'),
    status: oneOf(['open', 'done', 'dropped'], 'At the end of this part'),
  },
  decision_made: {
    decision: text('What was settled, one full sentence'),
    rationale: textOrNull('The reason that was given'),
    alternatives: z.array(z.string()).describe('Options that were spoken of and not taken'),
    decidedBy: textOrNull('Full name of who decided, or "the meeting", if it can be told'),
  },
  risk: {
    risk: text('What may happen and what it would do, one sentence'),
    severity: oneOf(['low', 'medium', 'high'], 'As said, else by what it would cost'),
    mitigation: textOrNull('What is done against it, if said'),
  },
  key_takeaway: {
    text: text('One sentence'),
    rank: wholeNumber('1 for the most important'),
  },
  product_feedback: {
    text: text('What was said about it and by whom, one sentence'),
    feedbackKind: oneOf(['feature_request', 'pain_point', 'bug', 'ux_friction'], 'Kind of feedback'),
  },
  market_intelligence: {
    text: text('The piece of news, one sentence'),
    marketKind: oneOf(
      ['competitor', 'trend', 'macro'],
      'About a rival, a development, or the surroundings (law, prices, labour)',
    ),
    competitor: textOrNull('Name of the rival, if it is about one'),
  },
  question: {
    text: text('The question, clear without the transcript'),
    askedBy: textOrNull('Full name'),
    answered: z.boolean(),
    answer: textOrNull('The answer in one sentence, if there was one'),
  },
} as const

export const insightsAnswer = ({ model, segments }: Pick<InsightsInput, 'model' | 'segments'>) => {
  const [first, last] = [segments[0]?.index ?? 0, segments.at(-1)?.index ?? 0]
  const evidence = {
    segment: wholeNumber(`Number of the line that shows it best, ${first} to ${last}`),
    quote: text('Copied character by character from that line'),
    certainty: certaintyField(),
  }
  const own = ownKinds(model).map((kind) => [kind.kind, ownFields(kind)] as const)
  const shape = [...Object.entries(builtIn), ...own].map(([kind, fields]) => [
    kind,
    z.array(z.object({ ...evidence, ...fields })),
  ])
  return z.object(Object.fromEntries(shape)) as unknown as z.ZodType<InsightsAnswer>
}

/** The kinds that the tenant declares; a built-in name stays what it is. */
export const ownKinds = (model: InsightsInput['model']): InsightKindModel[] =>
  model.insights.filter(({ kind }) => !Object.hasOwn(builtIn, kind))

const ownFields = (kind: InsightKindModel): Record<string, z.ZodType> =>
  Object.fromEntries(
    kind.fields.filter(({ name }) => !reserved.has(name)).map((field) => [field.name, ownField(field)]),
  )

/** Names that every item has for its evidence. */
const reserved: ReadonlySet<string> = new Set(['segment', 'quote', 'certainty'])

const ownField = ({ kind, choices, required }: InsightKindModel['fields'][number]): z.ZodType => {
  if (kind === 'number') return required ? z.number() : z.number().nullable()
  if (kind === 'choice') return required ? oneOf(choices, 'One of these') : oneOf(choices, 'One of these').nullable()
  const description = kind === 'date' ? 'YYYY-MM-DD' : kind === 'person' ? 'Full name' : 'In few words'
  return required ? text(description) : textOrNull(`${description}; null if not said`)
}
