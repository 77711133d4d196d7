import type { Scenario } from '../scenario.ts'
import { quantile, timed } from '../stats.ts'
import { shapes, syntheticMeeting } from '../workload.ts'

/** The load mix 3:2:1 with 100 at once, and the five times that the contract names (offline analyst). */
export const mix: Scenario = {
  name: 'mix',
  run: async (bench) => {
    const stack = await bench.open({ workers: 2 })
    const single = async (entities: number, project: string): Promise<number> => {
      const start = performance.now()
      await stack.submit(syntheticMeeting(1, { people: 4, entities, changes: Math.ceil(entities / 3) }, project))
      await stack.drained(60_000)
      return (performance.now() - start) / 1000
    }
    await single(3, 'WARM')
    const simple = await single(7, 'SIMPLE')
    const ten = await single(10, 'TEN')
    const hundred = await single(100, 'HUNDRED')

    const order = ['simple', 'simple', 'simple', 'complex', 'complex', 'massive'] as const
    const count = bench.options.quick ? 120 : 300
    const start = performance.now()
    const items = Array.from({ length: count }, (_, n) => n)
    const submits = await timed(items, 100, (n) =>
      stack.submit(syntheticMeeting(n, shapes[order[n % 6] ?? 'simple'], 'MIX')),
    )
    const { failed } = await stack.drained(300_000)
    const seconds = (performance.now() - start) / 1000

    const [entity] = await stack.sql<{ id: string }>(
      'SELECT entity_id AS id FROM transition GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
    )
    const timeline = await timed([1, 2, 3, 4, 5], 1, () => stack.call('GET', `/v1/entities/${entity?.id}/timeline`))
    return [
      { name: 'simple meeting, accept to done', value: simple, unit: 's', budget: { max: 5 } },
      { name: '10 entities, accept to done', value: ten, unit: 's', budget: { max: 20 } },
      { name: '100 entities, accept to done', value: hundred, unit: 's', budget: { max: 30 } },
      { name: 'timeline', value: quantile(timeline, 1) / 1000, unit: 's', budget: { max: 1 } },
      { name: `mix 3:2:1, ${count} meetings, 100 at once`, value: count / seconds, unit: 'meetings/s' },
      { name: 'mix, submit p95', value: quantile(submits, 0.95), unit: 'ms' },
      { name: 'mix, share that did not complete', value: (100 * failed) / count, unit: '%', budget: { max: 1 } },
    ]
  },
}
