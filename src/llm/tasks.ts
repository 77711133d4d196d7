import { explainTransitionsV1 } from './prompts/explain-transitions/v1.ts'
import { extractInsightsV2 } from './prompts/extract-insights/v2.ts'
import { extractObservationsV2 } from './prompts/extract-observations/v2.ts'
import { judgeNamesV1 } from './prompts/judge-names/v1.ts'
import { judgeValuesV1 } from './prompts/judge-values/v1.ts'
import { summarizeMeetingV1 } from './prompts/summarize-meeting/v1.ts'
import { summarizePartV1 } from './prompts/summarize-part/v1.ts'
import type { Prompt, Task, TaskName } from './task.ts'

const task = <Input, Output>(
  prompt: Prompt<Input, Output>,
  limits: Omit<Task<Input, Output>, 'name' | 'prompt'>,
): Task<Input, Output> => ({ name: prompt.task, prompt, ...limits })

/**
 * What models are asked, with the version of each prompt that is in use. What is asked once for every part of a
 * meeting goes to cheaper models, what sees the whole to stronger ones; reading states is the heart of the product.
 */
export const tasks = {
  extract_observations: task(extractObservationsV2, { tier: 'complex', temperature: 0.2, maxOutputTokens: 6_000 }),
  extract_insights: task(extractInsightsV2, { tier: 'moderate', temperature: 0.2, maxOutputTokens: 4_000 }),
  judge_names: task(judgeNamesV1, { tier: 'moderate', temperature: 0.2, maxOutputTokens: 2_500 }),
  judge_values: task(judgeValuesV1, { tier: 'moderate', temperature: 0.2, maxOutputTokens: 2_500 }),
  explain_transitions: task(explainTransitionsV1, { tier: 'moderate', temperature: 0.2, maxOutputTokens: 3_000 }),
  summarize_part: task(summarizePartV1, { tier: 'simple', temperature: 0.3, maxOutputTokens: 1_000 }),
  summarize_meeting: task(summarizeMeetingV1, { tier: 'complex', temperature: 0.3, maxOutputTokens: 3_000 }),
} satisfies Record<TaskName, unknown>
