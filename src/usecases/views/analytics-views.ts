import { z } from 'zod'
import { id, instant } from './common.ts'

const count = z.int().min(0)
const type = z.string()
const dimension = z.string()
const value = z.string()
const days = z
  .object({ p10: z.int(), p50: z.int(), p90: z.int(), mean: z.number().describe('One decimal') })
  .describe('Whole days')

const answer = <Row extends z.ZodType>(row: Row, name: string) =>
  z.object({ from: instant.nullable(), to: instant.nullable(), rows: z.array(row) }).meta({ id: name })

export const statusView = z
  .object({
    asOf: instant.nullable().describe('null: now'),
    rows: z.array(z.object({ type, dimension, value, count })),
  })
  .meta({ id: 'StatusCounts' })
export type StatusView = z.infer<typeof statusView>

export const flowView = answer(
  z.object({ type, dimension, from: z.string().nullable(), to: z.string().nullable(), count }),
  'FlowCounts',
)
export type FlowView = z.infer<typeof flowView>

export const throughputView = answer(
  z.object({ period: z.iso.date().describe('Its first day'), type, dimension, value, count }),
  'Throughput',
)
export type ThroughputView = z.infer<typeof throughputView>

export const durationsView = answer(z.object({ type, dimension, value, count, days }), 'Durations')
export type DurationsView = z.infer<typeof durationsView>

export const ownershipView = z
  .object({
    rows: z.array(
      z.object({ ownerId: id.nullable(), owner: z.string(), dimension, type, open: count, finished: count }),
    ),
  })
  .meta({ id: 'Ownership' })
export type OwnershipView = z.infer<typeof ownershipView>

export const qualityView = z
  .object({
    meetings: count.describe('The latest meetings, of which the figures about statements and changes tell'),
    since: instant.nullable().describe('When the first of them was'),
    statements: z.object({
      count,
      unlinked: count.describe('Of nothing that could be told'),
      notAsserted: count.describe('Planned, proposed, conditional, negated, asked or over'),
      unsupported: count.describe('Findings of a model that were dropped: their quote is not in the transcript'),
    }),
    changes: z.object({
      count,
      forbidden: count.describe('Moves that the tracking model forbids'),
      conflicts: count.describe('Things of which one meeting asserted several values of one dimension'),
      lowConfidence: count.describe('Below 50'),
    }),
    degraded: count.describe('Meetings in which rules read what a model was wanted for'),
    open: z.object({ merges: count, unlinked: count }).describe('Suggestions that nobody has decided'),
    integrity: z
      .object({ statesWithoutEntity: count, transitionsWithoutEntity: count, transitionsWithoutMeeting: count })
      .describe('References that lead nowhere; each should be 0'),
  })
  .meta({ id: 'Quality' })
export type QualityView = z.infer<typeof qualityView>
