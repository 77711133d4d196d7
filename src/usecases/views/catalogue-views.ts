import { z } from 'zod'
import { shareView } from './money.ts'

const price = z
  .object({
    currency: z.literal('USD'),
    per: z.literal(1_000_000).describe('Tokens that a price is for'),
    input: z.string(),
    output: z.string(),
    cacheRead: z.string(),
    cacheWrite: z.string(),
    version: z.string().describe('The list that the price is from'),
  })
  .nullable()
  .describe('Null: not known, so its calls have no known cost')

const healthView = z.object({ calls: z.int(), successShare: shareView, windowMs: z.int() })
export type ModelHealth = z.infer<typeof healthView>

const perMinute = z.int().nullable()

export const catalogueView = z
  .object({
    configured: z.boolean().describe('False: there is only the offline analyst'),
    detail: z.string().nullable(),
    providers: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        structured: z.string().describe('How it is made to answer in JSON: json_schema, json_object or none'),
        ready: z.boolean().describe('False: its key is missing'),
        limits: z
          .object({ rpm: perMinute, tpm: perMinute, calls: perMinute })
          .describe(
            'Requests and tokens in a minute, and calls in flight, over all processes; null: not limited by us',
          ),
      }),
    ),
    models: z.array(
      z.object({
        id: z.string().describe('`provider/name`'),
        provider: z.string(),
        name: z.string(),
        tiers: z.array(z.string()).describe('Kinds of tasks that it is good enough for'),
        structured: z.string(),
        contextWindow: z.int().describe('Tokens, question and answer together'),
        maxOutputTokens: z.int(),
        strengths: z.array(z.string()),
        price,
        firstFor: z.array(z.string()).describe('Tasks that ask it first'),
        health: healthView.nullable().describe('As this tenant saw it lately; null: not asked lately'),
      }),
    ),
  })
  .meta({ id: 'Models' })
export type CatalogueView = z.infer<typeof catalogueView>

export const routesView = z
  .object({
    items: z.array(
      z.object({
        task: z.string(),
        tier: z.string(),
        chosen: z.string().nullable().describe('Asked first; null: the task is done offline'),
        chain: z
          .array(z.object({ model: z.string(), why: z.string() }))
          .describe('All that are asked, in order; after the last the work is done offline'),
        rejected: z.array(z.object({ model: z.string(), reason: z.string() })),
      }),
    ),
  })
  .meta({ id: 'ModelRoutes' })
export type RoutesView = z.infer<typeof routesView>
