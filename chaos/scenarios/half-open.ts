import { setTimeout as sleep } from 'node:timers/promises'
import { startTcpProxy } from '../../test/support/tcp-proxy.ts'
import { busy, endedSteps, startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'

const darkMs = 20_000

/** Two workers, one of them through a proxy that swallows everything; then it is alone. */
export const halfOpen: Scenario = {
  name: 'half-open',
  fault: 22,
  does: 'the connections of one worker go silent without an end, to Redis or to PostgreSQL',
  must: 'the other worker takes over within 15 s; the first finds out within 30 s and works again',
  run: async (stage) => {
    const targets = stage.backend === 'redis' ? ['REDIS_URL', 'DATABASE_URL'] : ['DATABASE_URL']
    for (const setting of targets) {
      const world = await stage.open({ workers: 1, meetings: 30 })
      const { cluster } = world
      const target = setting === 'REDIS_URL' ? (cluster.redis?.url ?? '') : cluster.databaseUrl
      const proxy = await startTcpProxy(target)
      const behind = await cluster.startWorker({ env: { [setting]: proxy.url, LOG_LEVEL: 'info' } })
      const submitted = world.submit({ to: 24 })
      await busy(world, 2)
      proxy.blackhole()
      const recovered = await startRecovery(world.watch)
      await submitted
      const recoveryMs = await recovered()
      await sleep(Math.max(0, darkMs - recoveryMs))
      proxy.heal()
      const healedAt = performance.now()
      await cluster.workers.find((worker) => worker !== behind)?.stop('SIGTERM', 30_000)
      const before = await endedSteps(world)
      await world.submit({ from: 24 })
      const problems: string[] = []
      await until(async () => (await endedSteps(world)) > before, {
        ...{ withinMs: 60_000, what: 'the worker behind the proxy works again' },
      }).catch((error: Error) =>
        problems.push(`${error.message}: ${behind.stdout().slice(-1_500)} ${behind.stderr().slice(-500)}`),
      )
      const foundOut = performance.now() - healedAt
      if (foundOut > 30_000) problems.push(`it took ${Math.round(foundOut)} ms to find out`)
      if (problems.length > 0) await cluster.startWorker()
      const name = setting === 'REDIS_URL' ? 'Redis' : 'PostgreSQL'
      await stage.judge({ seen: `${name}; works again after ${(foundOut / 1_000).toFixed(1)} s`, recoveryMs, problems })
      await proxy.close()
    }
  },
}
