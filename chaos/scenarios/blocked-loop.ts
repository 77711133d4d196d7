import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'

/** Longer than a lease. */
const blockedMs = { quick: 16_000, full: 40_000 }

export const blockedLoop: Scenario = {
  name: 'blocked-loop',
  fault: 21,
  does: 'the event loop of a worker stands still for 40 s, between the work of a step and its commit',
  must: 'another worker takes the step over, and the first is fenced out when it wakes',
  run: async (stage) => {
    const blocked = stage.options.quick ? blockedMs.quick : blockedMs.full
    const world = await stage.open({ workers: 0 })
    const { cluster, watch } = world
    const nth = 2 + Math.floor(stage.random() * 3)
    const env = { LOG_LEVEL: 'info', FAILPOINTS: `reconcile:worked=block:${blocked}@${nth}` }
    const sleeper = await cluster.startWorker({ env })
    const submitted = world.submit()
    await sleeper.waitForLine(/"failpoint"/)
    const blockedAt = performance.now()
    const underWay = (await watch.underWay()).filter((mark) => mark.status === 'running')
    await cluster.startWorker()
    const startedInMs = performance.now() - blockedAt
    await submitted
    await watch.moved(underWay)
    const recoveryMs = performance.now() - blockedAt
    const fenced = /step left/
    await until(() => fenced.test(sleeper.stdout()), { what: 'the first worker is fenced out' }).catch(() => {})
    await stage.judge({
      seen: `${blocked / 1_000} s, ${underWay.length} steps taken over`,
      ...{ recoveryMs, recoverWithinMs: 15_000 + startedInMs },
      problems: fenced.test(sleeper.stdout()) ? [] : ['the first worker was never fenced out'],
    })
  },
}
