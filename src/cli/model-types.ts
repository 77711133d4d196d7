import { z } from 'zod'
import { costType, count, text } from './fields.ts'

/** What the commands about models and money read of the API's answers; see `api-types.ts` for the manner. */
const share = z
  .number()
  .nullish()
  .transform((value) => value ?? null)

const noTokens = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }
const figures = {
  calls: count,
  tokens: z
    .looseObject({ input: count, cacheRead: count, cacheWrite: count, output: count, reasoning: count })
    .default(noTokens),
  cost: costType,
  knownCost: costType,
  unknownCostCalls: count,
  successShare: share,
}

export const usageType = z.looseObject({
  ...figures,
  cached: z.looseObject({ answers: count, saved: costType }).default({ answers: 0, saved: null }),
})
export type UsageType = z.infer<typeof usageType>

export const usagePageType = z.looseObject({
  items: z.array(usageType),
  nextCursor: text,
  total: usageType,
})

export const modelReportType = z.looseObject({
  ...figures,
  model: z.string(),
  task: z.string(),
  cachedAnswers: count,
  cacheHitShare: share,
  latency: z
    .looseObject({ meanMs: share, p50Ms: share, p95Ms: share })
    .default({ meanMs: null, p50Ms: null, p95Ms: null }),
})
export type ModelReportType = z.infer<typeof modelReportType>

export const catalogueType = z.looseObject({
  configured: z.boolean(),
  detail: text,
  models: z
    .array(
      z.looseObject({
        id: z.string(),
        tiers: z.array(z.string()).default([]),
        contextWindow: count,
        price: z.looseObject({ input: z.string(), output: z.string(), version: z.string() }).nullish(),
        firstFor: z.array(z.string()).default([]),
        health: z.looseObject({ calls: count, successShare: share }).nullish(),
      }),
    )
    .default([]),
})
export type CatalogueType = z.infer<typeof catalogueType>

export const routeType = z.looseObject({
  task: z.string(),
  tier: z.string(),
  chosen: text,
  chain: z.array(z.looseObject({ model: z.string(), why: z.string().default('') })).default([]),
  rejected: z.array(z.looseObject({ model: z.string(), reason: z.string() })).default([]),
})
export type RouteType = z.infer<typeof routeType>
export const routesType = z.looseObject({ items: z.array(routeType) })

export const promptType = z.looseObject({
  id: z.string(),
  label: z.string(),
  scores: z.array(z.looseObject({ metric: z.string(), value: z.number(), samples: count })).default([]),
  live: z.looseObject({ calls: count, cost: costType }).default({ calls: 0, cost: null }),
  quality: z
    .looseObject({ transitions: count, corrected: count, correctionRate: share })
    .default({ transitions: 0, corrected: 0, correctionRate: null }),
})
export type PromptType = z.infer<typeof promptType>
export const promptsType = z.looseObject({ items: z.array(promptType) })

const pairOfTokens = z.looseObject({ input: count, output: count })
export const estimateType = z.looseObject({
  configured: z.boolean(),
  detail: text,
  known: z.boolean().default(false),
  segments: count,
  chunks: count,
  transcriptTokens: count,
  tasks: z
    .array(
      z.looseObject({
        task: z.string(),
        model: z.string(),
        calls: count,
        tokens: pairOfTokens,
        cost: costType,
        basis: text,
      }),
    )
    .default([]),
  totals: z.looseObject({
    calls: count,
    tokens: pairOfTokens,
    cost: costType,
    costUnknownBecause: text,
    wallTimeMs: count,
  }),
  savedShare: share,
  projection: z.looseObject({
    perDay: count,
    day: costType,
    month: costType,
    dayWithSavings: costType,
    monthWithSavings: costType,
  }),
})
export type EstimateType = z.infer<typeof estimateType>

const spentType = z.looseObject({ calls: count, tokens: pairOfTokens, cost: costType })

export const runCostType = z.looseObject({
  estimated: z.looseObject({ calls: count, cost: costType, wallTimeMs: count }).nullish(),
  actual: z.looseObject({
    calls: count,
    cost: costType,
    knownCost: costType,
    unknownCostCalls: count,
    cachedAnswers: count,
  }),
  costRatio: share,
  tasks: z.array(z.looseObject({ task: z.string(), estimated: spentType, actual: spentType })).default([]),
})
export type RunCostType = z.infer<typeof runCostType>
