import { setTimeout as sleep } from 'node:timers/promises'
import { busy, startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'

export const redisRestarts: Scenario = {
  name: 'redis-restarts',
  fault: 4,
  does: 'Redis is killed and comes back with its append-only file, after 2, 12 and 60 s, while work is going on and while there is none',
  must: 'work goes on soon after it is back',
  backends: ['redis'],
  run: async (stage) => {
    for (const awayMs of [2_000, 12_000, 60_000]) {
      const world = await stage.open({ meetings: 30 })
      const submitted = world.submit({ pauseMs: 100 })
      await busy(world)
      await world.cluster.redis?.kill()
      await sleep(awayMs)
      await world.cluster.redis?.restart()
      const recovered = await startRecovery(world.watch)
      await submitted
      await stage.judge({ seen: `busy, away for ${awayMs / 1_000} s`, recoveryMs: await recovered() })
    }
    const world = await stage.open()
    await world.submit({ to: 6 })
    await until(async () => (await world.watch.openRuns()) === 0, { what: 'the first meetings are done' })
    await world.cluster.redis?.kill()
    await sleep(12_000)
    await world.cluster.redis?.restart()
    const backAt = performance.now()
    await world.submit({ from: 6, to: 7 })
    await until(async () => (await world.watch.openRuns()) === 0, { what: 'a meeting is done' })
    const recoveryMs = performance.now() - backAt
    await world.submit({ from: 7 })
    await stage.judge({ seen: 'idle, away for 12 s, then a meeting', recoveryMs })
  },
}
