import { Listr, ListrLogger, ProcessOutput } from 'listr2'
import pLimit from 'p-limit'
import type { Writable } from '../deps.ts'
import { bar } from './bar.ts'
import type { Job, Ui } from './job.ts'

/** A line per job; for long lists one bar over all of them. Everything on the stream given, never on stdout. */
export const createListrUi = (stderr: Writable, longestList: number): Ui => {
  const stream = stderr as NodeJS.WriteStream
  const logger = new ListrLogger({ processOutput: new ProcessOutput(stream, stream) })
  const options = {
    exitOnError: false,
    collectErrors: false,
    renderer: 'default',
    rendererOptions: rendering(logger),
  } as const
  return async (jobs, parallel) => {
    const tasks = jobs.length > longestList ? [allInOne(jobs, parallel)] : jobs.map(single)
    await new Listr(tasks, { ...options, concurrent: jobs.length > longestList ? false : parallel }).run()
  }
}

const rendering = (logger: ListrLogger) => ({ logger, collapseErrors: false, showErrorMessage: false })

const single = (job: Job) => ({
  title: job.label,
  task: async (_context: unknown, task: { title: string }) => {
    try {
      const end = await job.work((text) => {
        task.title = `${job.label}  ${text}`
      })
      task.title = `${job.label}  ${end}`
    } catch (error) {
      task.title = `${job.label}  ${(error as Error).message}`
      throw error
    }
  },
})

const allInOne = (jobs: readonly Job[], parallel: number) => ({
  title: 'starting',
  task: async (_context: unknown, task: { title: string }) => {
    const limit = pLimit(parallel)
    let ended = 0
    let failed = 0
    const show = (label: string): void => {
      const trouble = failed > 0 ? `, ${failed} failed` : ''
      task.title = `${bar((ended / jobs.length) * 100)}  ${ended}/${jobs.length}${trouble}  ${label}`
    }
    const one = async (job: Job): Promise<void> => {
      try {
        await job.work((text) => show(`${job.label} ${text}`))
      } catch {
        failed++
      }
      ended++
      show(job.label)
    }
    await Promise.all(jobs.map((job) => limit(() => one(job))))
    if (failed > 0) throw new Error(`${failed} of ${jobs.length} failed`)
  },
})
