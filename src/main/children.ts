import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Logger } from '../platform/logger.ts'
import type { MetricSnapshot } from '../platform/metrics.ts'
import { createChildMetrics } from './child-metrics.ts'

export type ChildOptions = {
  /** Environment of the child; it finds its settings there. */
  env: Readonly<Record<string, string | undefined>>
  count: number
  log: Logger
}

export type Children = {
  pids: () => number[]
  /** What the workers have counted, those included that are gone. */
  metrics: () => Promise<MetricSnapshot[]>
  stop: (graceMs: number) => Promise<void>
}

const restartDelayMs = 500
const longestDelayMs = 10_000

/**
 * Worker processes under supervision: one that dies is started again, with a growing pause when it dies young.
 * They run at low priority so that the API in the parent stays quick beside saturated workers.
 */
export const superviseWorkers = (options: ChildOptions): Children => {
  const { log } = options
  const children = new Map<number, ChildProcess>()
  const timers = new Set<NodeJS.Timeout>()
  const metrics = createChildMetrics()
  let stopping = false

  const launch = (slot: number, delayMs: number): void => {
    const startedAt = Date.now()
    const child = fork(workerEntry.file, ['--slot', String(slot)], {
      // Their parent shows their figures: a port can be had only once.
      env: { ...options.env, METRICS_PORT: undefined, THROUGHLINE_CHILD: '1' } as NodeJS.ProcessEnv,
      execArgv: workerEntry.execArgv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    children.set(slot, child)
    metrics.add(child)
    child.once('exit', (code, signal) => {
      children.delete(slot)
      if (stopping) return
      const next = Date.now() - startedAt > 30_000 ? restartDelayMs : Math.min(delayMs * 2, longestDelayMs)
      log.warn({ slot, code, signal, restartInMs: next }, 'a worker process ended; starting another')
      const timer = setTimeout(() => {
        timers.delete(timer)
        if (!stopping) launch(slot, next)
      }, next)
      timers.add(timer)
    })
  }
  for (let slot = 0; slot < options.count; slot++) launch(slot, restartDelayMs)

  return {
    pids: () => [...children.values()].flatMap((child) => (child.pid === undefined ? [] : [child.pid])),
    metrics: metrics.collect,
    stop: async (graceMs) => {
      stopping = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.all([...children.values()].map((child) => end(child, graceMs)))
    },
  }
}

const end = (child: ChildProcess, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })

/** From sources the child needs the TypeScript loader, from `dist` it does not. */
const workerEntry = (() => {
  const typescript = import.meta.url.endsWith('.ts')
  return {
    file: fileURLToPath(new URL(typescript ? './worker.ts' : './worker.js', import.meta.url)),
    execArgv: typescript ? ['--import', import.meta.resolve('tsx')] : [],
  }
})()
