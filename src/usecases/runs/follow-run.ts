import { setTimeout as sleep } from 'node:timers/promises'
import { isRunEnded } from '../../domain/run/run.ts'
import { stableJson } from '../../domain/stable-json.ts'
import type { RunView } from '../views/run-view.ts'
import type { ReadRun } from './read-run.ts'

const shortestPauseMs = 100
const longestPauseMs = 1000

/**
 * The run now, then each time something about it has changed, until it has ended or the signal fires. It asks the
 * ledger, seldomer the longer nothing happens, and holds no connection between two questions.
 */
export const createFollowRun = (readRun: ReadRun) =>
  async function* (ref: { tenantId: string; runId: string }, signal: AbortSignal): AsyncGenerator<RunView> {
    let last = ''
    let pauseMs = shortestPauseMs
    while (!signal.aborted) {
      const run = await readRun(ref)
      const text = stableJson(run)
      if (text !== last) {
        yield run
        pauseMs = shortestPauseMs
      }
      if (isRunEnded(run.status)) return
      last = text
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
      pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)
    }
  }

/** The run when it has ended, or as it is when the time is up. */
export const createWaitForRun =
  (readRun: ReadRun) =>
  async (ref: { tenantId: string; runId: string }, waitMs: number, signal: AbortSignal): Promise<RunView> => {
    const deadline = performance.now() + waitMs
    let pauseMs = shortestPauseMs
    for (;;) {
      const run = await readRun(ref)
      const leftMs = deadline - performance.now()
      if (isRunEnded(run.status) || leftMs <= 0 || signal.aborted) return run
      await sleep(Math.min(pauseMs, leftMs), undefined, { signal }).catch(() => undefined)
      pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)
    }
  }
