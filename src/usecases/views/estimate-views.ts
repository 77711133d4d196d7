import { z } from 'zod'
import { id } from './common.ts'
import { moneyView, shareView } from './money.ts'

const tokens = z.object({ input: z.int(), output: z.int() })

const taskEstimateView = z.object({
  task: z.string(),
  model: z.string().describe('Asked first'),
  calls: z.int(),
  tokens,
  cost: moneyView,
  basis: z.enum(['assumed', 'history']).describe('history: lengths and numbers are those of the last 30 days'),
})
export type TaskEstimate = z.infer<typeof taskEstimateView>

const estimateTotalsView = z.object({
  calls: z.int(),
  tokens,
  cost: moneyView,
  costUnknownBecause: z.string().nullable(),
  wallTimeMs: z.int().describe('Of the calls, when nothing else is going on'),
})
export type EstimateTotals = z.infer<typeof estimateTotalsView>

export const estimateView = z
  .object({
    configured: z.boolean().describe('False: no model is configured, so everything is done offline and costs nothing'),
    detail: z.string().nullable(),
    known: z
      .boolean()
      .describe('True: this meeting was read already, and sending it again adds nothing and costs nothing'),
    segments: z.int(),
    chunks: z.int().describe('Parts that it is read in; 0 where no model is configured'),
    transcriptTokens: z.int(),
    tasks: z.array(taskEstimateView).describe('Questions to models; none for tasks that are done offline'),
    totals: estimateTotalsView.describe('Before anything is saved'),
    savedShare: shareView.describe(
      'Part of the cost that kept answers saved in the last 30 days; null: nothing to tell by',
    ),
    projection: z.object({
      perDay: z.int().describe('Meetings such as this one in a day'),
      day: moneyView,
      month: moneyView.describe('30 days'),
      dayWithSavings: moneyView.describe('With savedShare taken off'),
      monthWithSavings: moneyView,
    }),
  })
  .meta({ id: 'Estimate' })
export type EstimateView = z.infer<typeof estimateView>

const spentView = z.object({ calls: z.int(), tokens, cost: moneyView })

export const runCostView = z
  .object({
    runId: id,
    estimated: estimateTotalsView
      .nullable()
      .describe('What `POST /v1/estimate` says of this transcript now; null: the run reads none, or no longer can'),
    actual: spentView.extend({
      knownCost: moneyView,
      unknownCostCalls: z.int(),
      cachedAnswers: z.int(),
      processingTimeMs: z.int().nullable(),
    }),
    costRatio: z
      .number()
      .nullable()
      .describe('Actual of estimated cost; null where one of them is not known or nothing'),
    tasks: z.array(z.object({ task: z.string(), estimated: spentView, actual: spentView })),
  })
  .meta({ id: 'RunCost' })
export type RunCostView = z.infer<typeof runCostView>
