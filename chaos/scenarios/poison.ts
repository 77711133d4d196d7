import type { Scenario } from '../scenario.ts'
import { superviseWorkers } from '../supervise.ts'
import { until } from '../watch.ts'

const ways = { kill: 'it kills its process', throw: 'it cannot be read' }

export const poison: Scenario = {
  name: 'poison',
  fault: 17,
  does: 'a transcript kills whoever reads it, or cannot be read',
  must: 'parked after three starts (at once where it only fails), the others go on, and it is done when the trouble is mended',
  run: async (stage) => {
    for (const [action, what] of Object.entries(ways)) {
      const world = await stage.open({ workers: 0 })
      const { cluster, watch, promised, meetings } = world
      await world.submit()
      const runId = promised[Math.floor(stage.random() * promised.length)]?.runId
      const env = { FAILPOINTS: `extract:claimed[${runId}]=${action}@*` }
      const workers = await superviseWorkers(cluster, 2, { env })
      const startedAt = performance.now()
      await until(async () => (await watch.openRuns()) === 0, { withinMs: 180_000, what: 'the poison is parked' })
      const parkedInMs = performance.now() - startedAt
      const parked = await watch.sql<{ id: string; code: string }>(
        `SELECT id, error ->> 'code' AS code FROM run WHERE status = 'parked'`,
      )
      await workers.stop()
      const problems = parked.length === 1 && parked[0]?.id === runId ? [] : [`parked: ${JSON.stringify(parked)}`]
      const done = await watch.sql("SELECT 1 FROM run WHERE status = 'completed'")
      if (done.length !== meetings.length - 1) problems.push(`only ${done.length} of the others were done`)
      await cluster.startWorker()
      const resumed = await cluster.call('POST', `/v1/runs/${runId}/resume`)
      if (resumed.status >= 300) problems.push(`resume answered ${resumed.status}`)
      const seen = `${what}: parked (${parked[0]?.code}) after ${workers.deaths()} deaths in ${Math.round(parkedInMs / 1_000)} s, resumed`
      await stage.judge({ seen, problems })
    }
  },
}
