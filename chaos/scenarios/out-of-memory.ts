import { startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'

export const outOfMemory: Scenario = {
  name: 'out-of-memory',
  fault: 19,
  does: 'a worker runs out of memory in the middle of a step',
  must: 'it counts as a start that vanished; another worker does the step',
  run: async (stage) => {
    const world = await stage.open({ workers: 0 })
    const { cluster, watch } = world
    const nth = 1 + Math.floor(stage.random() * 3)
    const env = { NODE_OPTIONS: '--max-old-space-size=192', FAILPOINTS: `extract:claimed=exhaust@${nth}` }
    const [victim] = await Promise.all([cluster.startWorker({ env }), cluster.startWorker()])
    const submitted = world.submit()
    const end = await victim?.exited
    const recovered = await startRecovery(watch)
    await submitted
    const told = /heap out of memory|heap limit/i.test(victim?.stderr() ?? '')
    await stage.judge({
      seen: `the process ended by ${end?.signal ?? end?.code}`,
      recoveryMs: await recovered(),
      problems: told ? [] : ['the worker ended of something else'],
    })
  },
}
