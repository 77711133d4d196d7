import type { DescribedPrompt } from './described-prompt.ts'
import { explainTransitionsV1 } from './explain-transitions/v1.ts'
import { extractInsightsV2 } from './extract-insights/v2.ts'
import { extractObservationsV2 } from './extract-observations/v2.ts'
import { judgeNamesV1 } from './judge-names/v1.ts'
import { judgeValuesV1 } from './judge-values/v1.ts'
import { retiredPrompts } from './retired.ts'
import { summarizeMeetingV1 } from './summarize-meeting/v1.ts'
import { summarizePartV1 } from './summarize-part/v1.ts'

/** Every version of every prompt, the older ones first: records go on naming those that are no longer in use. */
export const promptVersions: readonly DescribedPrompt[] = [
  ...retiredPrompts,
  extractObservationsV2,
  extractInsightsV2,
  judgeNamesV1,
  judgeValuesV1,
  explainTransitionsV1,
  summarizePartV1,
  summarizeMeetingV1,
]
