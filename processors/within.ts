import { AppError } from '../src/domain/errors.ts'

/**
 * Work that may take no longer than this. When it does, its signal fires, and the caller goes on with a `timeout`
 * whether the work listens or not: a call that hangs must not hold a step, and its lease, for ever.
 */
export const within = async <T>(limitMs: number, work: (overdue: AbortSignal) => Promise<T>): Promise<T> => {
  const overdue = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new AppError('timeout', `took longer than ${limitMs} ms`)
      overdue.abort(error)
      reject(error)
    }, limitMs)
  })
  try {
    return await Promise.race([work(overdue.signal), limit])
  } finally {
    clearTimeout(timer)
  }
}
