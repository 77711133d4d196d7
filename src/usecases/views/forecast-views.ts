import { z } from 'zod'
import { evidenceView, id, instant } from './common.ts'

const inferred = z.literal(true).describe('Inferred from the record; nothing here was stated as a fact')
const ofEntity = { entityId: id, entityName: z.string(), type: z.string() }
const date = z.iso.date()
const percent = z.int().min(0).max(100)

const expectationFields = {
  dimension: z.string(),
  from: z.string().nullable().describe('The value now'),
  since: instant.nullable(),
  to: z.string().nullable().describe('The value that is expected next; null: `reason` says why none is'),
  likelihood: percent.nullable().describe('Percent of the cases that went on so; null for what was planned'),
  expectedOn: date.nullable(),
  earliest: date.nullable().describe('A tenth of the cases had moved on by this day'),
  latest: date.nullable().describe('Nine tenths of the cases had moved on by this day'),
  basis: z
    .enum(['planned', 'history', 'none'])
    .describe('planned: somebody said so; history: things of this type went on so'),
  reason: z.string(),
  cases: z.int().describe('Number of past moves that it is told from'),
  alternatives: z.array(z.object({ to: z.string(), percent })),
  meetingId: id.nullable().describe('Where the plan was stated'),
  evidence: z.array(evidenceView),
}

export const expectationView = z.object(expectationFields).meta({ id: 'Expectation' })
export type ExpectationView = z.infer<typeof expectationView>

const flagView = z
  .object({
    flag: z.enum(['stale', 'at_risk']),
    cause: z.enum(['silent', 'setback', 'overdue', 'open_item', 'slipped']),
    dimension: z.string().nullable(),
    since: instant.nullable(),
    reason: z.string(),
    evidence: z.array(evidenceView),
  })
  .meta({ id: 'Flag' })

export const forecastView = z
  .object({
    ...ofEntity,
    at: instant.describe('When it was told: forecasts change as time goes by'),
    inferred,
    expectations: z.array(expectationView),
    flags: z.array(flagView),
  })
  .meta({ id: 'Forecast' })
export type ForecastView = z.infer<typeof forecastView>

export const forecastListView = z
  .object({
    at: instant,
    inferred,
    items: z.array(z.object({ ...ofEntity, ...expectationFields }).meta({ id: 'EntityExpectation' })),
    examined: z.int().describe('Values that were looked at, the latest changes first'),
    complete: z.boolean().describe('False: there are more than were looked at or than were asked for'),
  })
  .meta({ id: 'Forecasts' })
export type ForecastListView = z.infer<typeof forecastListView>

export const staleView = z
  .object({
    ...ofEntity,
    lastSeen: instant,
    silentDays: z.int(),
    limitDays: z.int().describe('Longer than this is unusual for things of this type; 30 where nothing is usual yet'),
    cases: z.int().describe('Number of pauses that the limit is told from'),
    inferred,
  })
  .meta({ id: 'StaleEntity' })
export type StaleView = z.infer<typeof staleView>
