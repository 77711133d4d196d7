import { monitorEventLoopDelay } from 'node:perf_hooks'

const resolutionMs = 10

/** Watches the event loop of this process; each call answers the 99th percentile of its delay since the one before, in seconds. */
export const watchEventLoop = (): (() => number) => {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs })
  delays.enable()
  return () => {
    const seconds = delays.count === 0 ? 0 : Math.max(0, delays.percentile(99) / 1e9 - resolutionMs / 1e3)
    delays.reset()
    return seconds
  }
}
