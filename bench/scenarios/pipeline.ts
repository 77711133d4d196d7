import type { Scenario } from '../scenario.ts'
import { serialBaseline } from '../serial-baseline.ts'
import { timed } from '../stats.ts'
import { syntheticMeeting } from '../workload.ts'

const shape = { people: 4, entities: 10, changes: 10, observations: 30 }

/** Meetings of 10 entities and 30 observations through the whole pipeline, beside a long history, against the serial pipeline. */
export const pipeline: Scenario = {
  name: 'pipeline',
  run: async (bench) => {
    const { quick, redis } = bench.options
    const stack = await bench.open({ workers: 2, history: quick ? 100_000 : 1_000_000 })
    const count = quick ? 150 : 400
    // The first meetings load code and names; they are not timed.
    await timed(range(0, 10), 4, (n) => stack.submit(syntheticMeeting(n, shape, 'WARM')))
    await stack.drained(120_000)
    bench.progress(`${count} meetings`)
    const start = performance.now()
    await timed(range(100, count), 8, (n) => stack.submit(syntheticMeeting(n, shape)))
    const { failed } = await stack.drained(600_000)
    const perSecond = count / ((performance.now() - start) / 1000)
    const [apply] = await stack.sql<{ ms: number }>(
      `SELECT avg((timings ->> 'reconcileApplyMs')::float) AS ms FROM step
       WHERE name = 'reconcile' AND run_id IN (SELECT id FROM run ORDER BY created_at DESC LIMIT ${count})`,
    )
    const baseline = await serialBaseline(stack.databaseUrl, { meetings: 60, entities: 10, observations: 30 })
    return [
      { name: 'pipeline', value: perSecond, unit: 'meetings/s', budget: { min: redis ? 40 : 20 } },
      { name: 'pipeline runs that did not complete', value: failed, unit: 'runs', budget: { max: 0 } },
      { name: 'record work of a meeting in it', value: apply?.ms ?? Number.NaN, unit: 'ms' },
      { name: 'serial writes of a meeting, nothing else running', value: 1000 / baseline.perSecond, unit: 'ms' },
      { name: 'pipeline against serial writes alone', value: perSecond / baseline.perSecond, unit: '×' },
      { name: 'statements of the serial writes', value: baseline.statements, unit: 'per meeting' },
    ]
  },
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)
