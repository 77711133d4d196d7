import type { Cluster } from '../test/support/cluster.ts'

type Supervised = {
  /** How often one of them died. */
  deaths: () => number
  /** Nobody is started any more; those that live are stopped. */
  stop: () => Promise<void>
}

/** Keeps workers alive as a supervisor of the machine would: one that dies is started again. */
export const superviseWorkers = async (
  cluster: Cluster,
  count: number,
  options: { env?: Record<string, string>; pauseMs?: number } = {},
): Promise<Supervised> => {
  let deaths = 0
  let stopping = false
  const slots = Array.from({ length: count }, async () => cluster.startWorker(options))
  await Promise.all(slots)
  const kept = slots.map(async (first) => {
    for (let worker = await first; ; ) {
      await worker.exited
      if (stopping) return
      deaths += 1
      await new Promise((resolve) => setTimeout(resolve, options.pauseMs ?? 300))
      if (stopping) return
      worker = await cluster.startWorker(options)
    }
  })
  return {
    deaths: () => deaths,
    stop: async () => {
      stopping = true
      await Promise.all(cluster.workers.map((worker) => worker.stop('SIGTERM', 20_000)))
      await Promise.all(kept)
    },
  }
}
