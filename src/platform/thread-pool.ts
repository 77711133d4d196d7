import { type ResourceLimits, Worker } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../domain/errors.ts'
import { tellableMessage } from './describe-error.ts'

export type ThreadPoolOptions = {
  /** Module that calls `serveTasks`; TypeScript sources run through tsx, as the parent does. */
  entry: URL
  threads: number
  /** Longest time of one task on its thread; the wait for a thread does not count. */
  taskTimeoutMs: number
  resourceLimits?: ResourceLimits
}

export type ThreadPool = {
  run: (input: unknown, signal?: AbortSignal) => Promise<unknown>
  /** Ends all threads; what still runs fails as cancelled. */
  close: () => Promise<void>
}

export type TaskReply =
  | { ok: true; output: unknown }
  | { ok: false; code: ErrorCode; message: string; retryable: boolean }

type Task = {
  input: unknown
  signal: AbortSignal | undefined
  settle: (result: { output: unknown } | { error: AppError }) => void
}

const typescriptThread = new URL('./typescript-thread.mjs', import.meta.url)

/**
 * Runs tasks on worker threads, one task to a thread, so that a task that loops or eats memory harms nobody: its thread
 * is terminated and a new one takes the next task.
 */
export const createThreadPool = (options: ThreadPoolOptions): ThreadPool => {
  const waiting: Task[] = []
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const running = new Set<(error: AppError) => void>()
  let closed = false

  const startThread = (): Worker => {
    const typescript = options.entry.pathname.endsWith('.ts')
    const worker = new Worker(typescript ? typescriptThread : options.entry, {
      resourceLimits: options.resourceLimits,
      workerData: { entry: options.entry.href },
    })
    all.add(worker)
    worker.on('exit', () => {
      all.delete(worker)
      const at = idle.indexOf(worker)
      if (at >= 0) idle.splice(at, 1)
    })
    return worker
  }

  const runOn = (worker: Worker, task: Task): void => {
    worker.ref()
    const finish = (result: { output: unknown } | { error: AppError }, reusable: boolean) => {
      clearTimeout(timer)
      running.delete(fail)
      task.signal?.removeEventListener('abort', onAbort)
      worker.removeAllListeners('message').removeAllListeners('error')
      worker.on('error', () => {})
      if (reusable && !closed) {
        worker.unref()
        idle.push(worker)
      } else {
        all.delete(worker)
        void worker.terminate()
      }
      task.settle(result)
      next()
    }
    const fail = (error: AppError) => finish({ error }, false)
    const onAbort = () => fail(cancelled(task.signal?.reason))
    const timer = setTimeout(() => fail(overTime(options.taskTimeoutMs)), options.taskTimeoutMs)
    running.add(fail)
    task.signal?.addEventListener('abort', onAbort, { once: true })
    worker.once('message', (reply: TaskReply) =>
      finish(reply.ok ? { output: reply.output } : { error: errorOf(reply) }, true),
    )
    worker.once('error', (cause) => fail(threadFailed(cause)))
    worker.postMessage(task.input)
  }

  const next = (): void => {
    if (waiting.length === 0 || (idle.length === 0 && all.size >= options.threads)) return
    const task = waiting.shift()
    if (!task) return
    if (task.signal?.aborted) task.settle({ error: cancelled(task.signal.reason) })
    else runOn(idle.pop() ?? startThread(), task)
    next()
  }

  const run = (input: unknown, signal?: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed || signal?.aborted) {
        reject(cancelled(signal?.reason))
        return
      }
      waiting.push({
        input,
        signal,
        settle: (result) => ('error' in result ? reject(result.error) : resolve(result.output)),
      })
      next()
    })

  const close = async (): Promise<void> => {
    closed = true
    for (const task of waiting.splice(0)) task.settle({ error: cancelled('the pool was closed') })
    for (const fail of [...running]) fail(cancelled('the pool was closed'))
    await Promise.all([...all].map((worker) => worker.terminate()))
  }
  return { run, close }
}

const cancelled = (cause: unknown): AppError => new AppError('cancelled', 'the task was cancelled', { cause })

const overTime = (limitMs: number): AppError => new AppError('timeout', `the task took longer than ${limitMs} ms`)

const errorOf = (reply: { code: ErrorCode; message: string; retryable: boolean }): AppError =>
  new AppError(reply.code, reply.message, { retryable: reply.retryable })

const threadFailed = (cause: unknown): AppError =>
  new AppError('analysis_failed', `the thread ended: ${tellableMessage(cause)}`, {
    cause,
  })
