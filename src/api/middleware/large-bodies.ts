import type { RequestHandler } from 'express'
import { AppError } from '../../domain/errors.ts'

const largeFrom = 1_048_576

/**
 * At most so many large bodies (or bodies of unknown size) are read at once, so that what they take of the memory is
 * bounded; the others wait for `waitMs` without being read, and are refused then. They are let in one at a time, with
 * room for other requests between them.
 */
export const largeBodies = (
  read: RequestHandler,
  { atOnce, waitMs }: { atOnce: number; waitMs: number },
): RequestHandler => {
  const waiting: (() => void)[] = []
  let reading = 0
  const leave = (): void => {
    reading -= 1
    const next = waiting.shift()
    if (next) setImmediate(next)
  }
  const enter = (): Promise<boolean> => {
    if (reading < atOnce) {
      reading += 1
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const admitted = (): void => {
        clearTimeout(timer)
        reading += 1
        resolve(true)
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(admitted), 1)
        resolve(false)
      }, waitMs)
      waiting.push(admitted)
    })
  }
  return async (request, response, next) => {
    if (!isLarge(request.headers)) return read(request, response, next)
    if (!(await enter()))
      throw new AppError('overloaded', 'Too many large bodies are being read; try again.', { retryAfterMs: 2_000 })
    // Whoever went away while waiting sends no end that could be waited for.
    if (request.socket.destroyed) return leave()
    read(request, response, (error?: unknown) => {
      leave()
      next(error)
    })
  }
}

const isLarge = (headers: Record<string, string | string[] | undefined>): boolean => {
  if (headers['transfer-encoding'] === undefined && headers['content-length'] === undefined) return false
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return true
  return headers['content-length'] === undefined || Number(headers['content-length']) >= largeFrom
}
