import type { Writable } from '../deps.ts'
import { cleanLine } from '../render/text.ts'
import type { Job } from './job.ts'
import { createListrUi } from './listr-ui.ts'
import { createPlainUi } from './plain-ui.ts'

const longestList = 20

/** Bars where somebody is looking, lines where the output goes to a file. What jobs are called and say is made safe here. */
export const runAll = (jobs: readonly Job[], options: { parallel: number; stderr: Writable }): Promise<void> => {
  const ui = options.stderr.isTTY ? createListrUi(options.stderr, longestList) : createPlainUi(options.stderr)
  return ui(jobs.map(harmless), options.parallel)
}

const harmless = ({ label, work }: Job): Job => ({
  label: cleanLine(label),
  work: async (report) => {
    try {
      return cleanLine(await work((text) => report(cleanLine(text))))
    } catch (error) {
      if (error instanceof Error) error.message = cleanLine(error.message)
      throw error
    }
  },
})
