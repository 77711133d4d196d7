import { parentPort } from 'node:worker_threads'
import { AppError } from '../domain/errors.ts'
import { tellableMessage } from './describe-error.ts'
import type { TaskReply } from './thread-pool.ts'

/** The other end of a thread pool: answers each message with what the handler makes of it. */
export const serveTasks = (handle: (input: unknown) => Promise<unknown>): void => {
  const port = parentPort
  if (!port) throw new AppError('internal', 'this module runs on a worker thread only')
  port.on('message', (input: unknown) => {
    handle(input).then(
      (output) => port.postMessage({ ok: true, output } satisfies TaskReply),
      (error: unknown) => port.postMessage(failure(error)),
    )
  })
}

const failure = (error: unknown): TaskReply =>
  error instanceof AppError
    ? { ok: false, code: error.code, message: error.message, retryable: error.retryable }
    : {
        ok: false,
        code: 'analysis_failed',
        message: tellableMessage(error),
        retryable: false,
      }
