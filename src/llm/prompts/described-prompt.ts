import type { Prompt } from '../task.ts'

/** What can be told of a prompt without putting its question. */
export type DescribedPrompt = Pick<Prompt<never, unknown>, 'task' | 'version' | 'label' | 'change' | 'scores'>
