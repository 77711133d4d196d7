import { flushRedis } from '../backing.ts'
import { busy, startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import { quickly } from '../workload.ts'

export const redisForgets: Scenario = {
  name: 'redis-forgets',
  fault: 5,
  does: 'FLUSHALL in the middle of the work, and a restart of Redis without its data',
  must: 'the sentinel key is missed, and all open steps are dispatched again',
  backends: ['redis'],
  quick: true,
  run: async (stage) => {
    for (const way of ['FLUSHALL', 'restart without data'] as const) {
      if (stage.options.quick && way !== 'FLUSHALL') continue
      const world = await stage.open(stage.options.quick ? quickly : { meetings: 30 })
      const { redis } = world.cluster
      const submitted = world.submit()
      await busy(world)
      if (way === 'FLUSHALL') await flushRedis(redis?.url ?? '')
      else await redis?.restart({ empty: true })
      const recovered = await startRecovery(world.watch)
      await submitted
      await stage.judge({ seen: way, recoveryMs: await recovered() })
    }
  },
}
