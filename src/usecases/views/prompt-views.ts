import { z } from 'zod'
import { instant } from './common.ts'
import { knownMoneyView, moneyView, shareView } from './money.ts'

const promptView = z
  .object({
    id: z.string().describe('`task@version`: how records and calls name it'),
    task: z.string(),
    version: z.int(),
    label: z
      .string()
      .describe('stable, candidate or retired; unknown: records name it, but this program does not have it'),
    changeLog: z
      .array(z.object({ version: z.int(), change: z.string() }))
      .describe('What each version of the task changed, this one first, back to the first'),
    scores: z
      .array(
        z.object({ metric: z.string(), value: z.number(), samples: z.int(), data: z.string(), measuredAt: z.string() }),
      )
      .describe('What evals have measured; empty until they have'),
    live: z
      .object({
        models: z.array(z.string()).describe('Models that it was used with'),
        calls: z.int(),
        cachedAnswers: z.int(),
        successShare: shareView,
        cost: moneyView,
        knownCost: knownMoneyView,
        unknownCostCalls: z.int(),
        lastUsedAt: instant.nullable(),
      })
      .describe('Use by this tenant'),
    quality: z
      .object({
        transitions: z.int().describe('Changes of state that came of it'),
        insights: z.int(),
        summaries: z.int(),
        corrected: z.int().describe('Changes of state that a user put right, in one of the three ways'),
        asserted: z.int().describe('Replaced by what a user said next'),
        vetoed: z.int(),
        relinked: z.int(),
        correctionRate: shareView.describe(
          'corrected of transitions; null: it made none, and nothing else can be corrected',
        ),
      })
      .describe('What came of it in the record of this tenant, and how much of that users have put right'),
  })
  .meta({ id: 'Prompt' })
export type PromptView = z.infer<typeof promptView>

export const promptsView = z.object({ items: z.array(promptView) })
