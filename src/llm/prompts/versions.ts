import type { Prompt } from '../task.ts'
import { explainTransitionsV1 } from './explain-transitions/v1.ts'
import { extractInsightsV1 } from './extract-insights/v1.ts'
import { extractInsightsV2 } from './extract-insights/v2.ts'
import { extractObservationsV1 } from './extract-observations/v1.ts'
import { extractObservationsV2 } from './extract-observations/v2.ts'
import { judgeNamesV1 } from './judge-names/v1.ts'
import { judgeValuesV1 } from './judge-values/v1.ts'
import { summarizeMeetingV1 } from './summarize-meeting/v1.ts'
import { summarizePartV1 } from './summarize-part/v1.ts'

/** What can be told of a prompt without putting its question. */
export type DescribedPrompt = Pick<Prompt<never, unknown>, 'task' | 'version' | 'label' | 'change' | 'scores'>

/** Every version of every prompt, the older ones first: records go on naming those that are no longer in use. */
export const promptVersions: readonly DescribedPrompt[] = [
  extractObservationsV1,
  extractObservationsV2,
  extractInsightsV1,
  extractInsightsV2,
  judgeNamesV1,
  judgeValuesV1,
  explainTransitionsV1,
  summarizePartV1,
  summarizeMeetingV1,
]
