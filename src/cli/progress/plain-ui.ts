import pLimit from 'p-limit'
import type { Writable } from '../deps.ts'
import type { Ui } from './job.ts'

/** One line when a job ends. */
export const createPlainUi =
  (stderr: Writable): Ui =>
  async (jobs, parallel) => {
    const limit = pLimit(parallel)
    const one = async (job: (typeof jobs)[number]): Promise<void> => {
      try {
        stderr.write(`✔ ${job.label}  ${await job.work(() => {})}\n`)
      } catch (error) {
        stderr.write(`✖ ${job.label}  ${(error as Error).message}\n`)
      }
    }
    await Promise.all(jobs.map((job) => limit(() => one(job))))
  }
