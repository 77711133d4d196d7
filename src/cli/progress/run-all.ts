import type { Writable } from '../deps.ts'
import { createListrUi } from './listr-ui.ts'
import { createPlainUi } from './plain-ui.ts'

/** One piece of work that somebody watches. `work` reports where it is, and ends with a closing word. */
export type Job = { label: string; work: (report: (text: string) => void) => Promise<string> }

/** Runs the jobs, at most `parallel` at once, and shows how far they are. A job that throws does not stop the others. */
export type Ui = (jobs: readonly Job[], parallel: number) => Promise<void>

const longestList = 20

/** Bars where somebody is looking, lines where the output goes to a file. */
export const runAll = (jobs: readonly Job[], options: { parallel: number; stderr: Writable }): Promise<void> => {
  const ui = options.stderr.isTTY ? createListrUi(options.stderr, longestList) : createPlainUi(options.stderr)
  return ui(jobs, options.parallel)
}
