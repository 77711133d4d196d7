import { constants } from 'node:os'
import type { Logger } from './logger.ts'

export type Shutdown = {
  /** Closed in the reverse order of registration: what was opened last depends on what was opened first. */
  register: (name: string, close: () => Promise<void> | void) => void
  /** Aborts at the first sign of a shutdown, for loops and waits. */
  signal: AbortSignal
  /** Closes everything once and ends the process; a second call joins the first. */
  shutDown: (reason: string, exitCode?: number) => Promise<void>
}

export type ShutdownOptions = {
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Time for everything together; then the process ends with code 1. */
  deadlineMs: number
  /** The process that is asked to end; tests pass a stand-in. */
  process?: Pick<NodeJS.Process, 'on' | 'exit'>
}

// SIGHUP: the terminal was closed.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ends the process in order at SIGINT, SIGTERM and SIGHUP; a second signal ends it at once. */
export const createShutdown = (options: ShutdownOptions): Shutdown => {
  const { log, deadlineMs } = options
  const host = options.process ?? process
  const closers: { name: string; close: () => Promise<void> | void }[] = []
  const controller = new AbortController()
  let running: Promise<void> | undefined

  const closeAll = async (): Promise<boolean> => {
    let clean = true
    // Looked at anew each time: a closer that was registered meanwhile is closed too.
    for (let next = closers.pop(); next !== undefined; next = closers.pop()) {
      try {
        await next.close()
      } catch (error) {
        clean = false
        log.error({ err: error, part: next.name }, 'could not be closed')
      }
    }
    return clean
  }

  const shutDown = (reason: string, exitCode = 0): Promise<void> => {
    running ??= (async () => {
      log.info({ reason }, 'shutting down')
      controller.abort(new Error(`shutting down: ${reason}`))
      const timer = setTimeout(() => {
        log.error({ deadlineMs, left: closers.length }, 'shutting down takes too long; leaving')
        host.exit(1)
      }, deadlineMs)
      const clean = await closeAll()
      clearTimeout(timer)
      host.exit(clean ? exitCode : exitCode || 1)
    })()
    return running
  }

  for (const name of signals) {
    host.on(name, () => {
      if (running !== undefined) host.exit(128 + constants.signals[name])
      void shutDown(name)
    })
  }

  return { register: (name, close) => closers.push({ name, close }), signal: controller.signal, shutDown }
}
