import type { DescribedPrompt } from './described-prompt.ts'

/** Prompts that are no longer put. Records go on naming them; their words are in the history of this repository. */
export const retiredPrompts: readonly DescribedPrompt[] = [
  { task: 'extract_observations', version: 1, label: 'retired', change: 'First version.', scores: [] },
  { task: 'extract_insights', version: 1, label: 'retired', change: 'First version.', scores: [] },
]
