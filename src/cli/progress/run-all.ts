import type { Writable } from '../deps.ts'
import type { Job } from './job.ts'
import { createListrUi } from './listr-ui.ts'
import { createPlainUi } from './plain-ui.ts'

const longestList = 20

/** Bars where somebody is looking, lines where the output goes to a file. */
export const runAll = (jobs: readonly Job[], options: { parallel: number; stderr: Writable }): Promise<void> => {
  const ui = options.stderr.isTTY ? createListrUi(options.stderr, longestList) : createPlainUi(options.stderr)
  return ui(jobs, options.parallel)
}
