import { z } from 'zod'
import { pageView } from './common.ts'
import { knownMoneyView, moneyView, shareView, tokensView } from './money.ts'

const figures = {
  calls: z.int().describe('Requests that went to a provider, whatever came of them'),
  unsentCalls: z.int().describe('Held back: circuit open, budget spent, or no room within the limit in time'),
  tokens: tokensView,
  unknownTokenCalls: z.int().describe('Calls of which the provider told no tokens; they are in no sum'),
  cost: moneyView.describe('Null when the cost of any of the calls is not known'),
  unknownCostCalls: z.int(),
  knownCost: knownMoneyView.describe('Of the calls whose cost is known'),
  successShare: shareView.describe('Calls with a usable answer, of all calls'),
} as const

const usageFigures = {
  ...figures,
  cached: z
    .object({
      answers: z.int(),
      saved: knownMoneyView.describe(
        'Estimated: what the same prompt and model cost where they were paid for, in that meeting if they were',
      ),
      unknownSavings: z.int().describe('Answers of which that cannot be told; not in `saved`'),
    })
    .describe('Questions that were answered without asking anybody: in no other figure'),
}

/** The groups that were asked for are set, the others absent; null where a call belongs to none. */
const usageItemView = z
  .object({
    day: z.iso.date().optional().describe('In UTC'),
    model: z.string().optional(),
    task: z.string().optional(),
    step: z.string().nullable().optional(),
    meeting: z.uuid().nullable().optional(),
    run: z.uuid().nullable().optional(),
    prompt: z.string().optional().describe('`task@version`'),
    ...usageFigures,
  })
  .meta({ id: 'Usage' })
export type UsageItem = z.infer<typeof usageItemView>

const usageTotalView = z.object(usageFigures).meta({ id: 'UsageTotal' })
export type UsageTotal = z.infer<typeof usageTotalView>

export const usageView = pageView(usageItemView).extend({
  total: usageTotalView.describe('Over all pages, of the same moment as the rows'),
})
export type UsageView = z.infer<typeof usageView>

const milliseconds = z.number().nullable().describe('Milliseconds; null when nothing was sent')

export const modelReportView = z
  .object({
    model: z.string(),
    task: z.string(),
    ...figures,
    cachedAnswers: z.int(),
    cacheHitShare: shareView.describe('Answers from the cache, of all questions'),
    latency: z.object({ meanMs: milliseconds, p50Ms: milliseconds, p95Ms: milliseconds }),
    outcomes: z.record(z.string(), z.int()).describe('`ok`, `cached`, or what went wrong, with how often'),
  })
  .meta({ id: 'ModelReport' })
export type ModelReport = z.infer<typeof modelReportView>
