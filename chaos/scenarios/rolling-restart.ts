import { busy } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'

export const rollingRestart: Scenario = {
  name: 'rolling-restart',
  fault: 20,
  does: 'three workers are replaced one after the other (SIGTERM) under load',
  must: 'each is gone within 30 s and in order; no step counts as vanished',
  run: async (stage) => {
    const world = await stage.open({ meetings: 30, workers: 3 })
    const { cluster, watch } = world
    const submitted = world.submit({ pauseMs: 50 })
    await busy(world)
    const problems: string[] = []
    let longestMs = 0
    for (const worker of [...cluster.workers]) {
      const startedAt = performance.now()
      const [end] = await Promise.all([worker.stop('SIGTERM', 60_000), cluster.startWorker()])
      const tookMs = performance.now() - startedAt
      longestMs = Math.max(longestMs, tookMs)
      if (end.code !== 0 || tookMs > 30_000)
        problems.push(`a worker ended with ${end.code ?? end.signal} in ${Math.round(tookMs)} ms`)
    }
    await submitted
    const [row] = await watch.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM step WHERE attempts > 1 OR crashes > 0',
    )
    if ((row?.n ?? 0) > 0) problems.push(`${row?.n} steps count more than one start`)
    await stage.judge({ seen: `longest replacement ${(longestMs / 1_000).toFixed(1)} s`, problems })
  },
}
