import type { Measure, Scenario } from '../scenario.ts'
import { quantile, timed } from '../stats.ts'

/** Reads over HTTP at the size of a large tenant: one reader, under row-level security. A fifth falls on hot entities. */
export const reads: Scenario = {
  name: 'reads',
  run: async (bench) => {
    const history = bench.options.quick ? 100_000 : 1_000_000
    const stack = await bench.open({ workers: 0, history })
    const ids = await stack.sql<{ id: string }>(
      `(SELECT entity_id AS id FROM transition GROUP BY 1 ORDER BY count(*) DESC LIMIT 20)
       UNION ALL (SELECT id FROM entity WHERE name LIKE 'Seeded %' ORDER BY md5(id::text) LIMIT 80)`,
    )
    const rounds = bench.options.quick ? 200 : 400
    const day = (n: number) => new Date(Date.UTC(2020, 0, 1) + (n / rounds) * history * 60_000).toISOString()
    const paths: Record<string, (n: number) => string> = {
      timeline: (n) => `/v1/entities/${ids[n % ids.length]?.id}/timeline?limit=50`,
      'state as of': (n) => `/v1/entities/${ids[n % ids.length]?.id}/state?validAt=${day(n)}`,
      'state as of, as known': (n) =>
        `/v1/entities/${ids[n % ids.length]?.id}/state?validAt=${day(n)}&knownAt=${day(n)}`,
      changes: () => '/v1/changes?limit=50',
      'entities page': () => '/v1/entities?type=task&limit=100',
    }
    const measures: Measure[] = []
    for (const [name, path] of Object.entries(paths)) {
      const one = async (n: number): Promise<void> => {
        const { status, body } = await stack.call('GET', path(n))
        if (status !== 200) throw new Error(`${path(n)} answered ${status}: ${JSON.stringify(body)}`)
      }
      await timed(numbers(20), 1, one)
      const times = await timed(numbers(rounds), 1, one)
      measures.push({ name: `${name}, p95`, value: quantile(times, 0.95), unit: 'ms', budget: { max: 20 } })
    }
    for (const [name, sql] of Object.entries(analytics)) {
      const times = await timed(numbers(bench.options.quick ? 10 : 20), 1, () => stack.sql(sql))
      measures.push({ name: `${name} (SQL), p95`, value: quantile(times, 0.95), unit: 'ms', budget: { max: 200 } })
    }
    return measures
  },
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** The shapes that analytics will read; no endpoint serves them yet. */
const analytics: Record<string, string> = {
  'count by state': `SELECT value, count(*) FROM state WHERE dim = 'status' AND type = 'task' GROUP BY value`,
  'throughput by day': `SELECT date_trunc('day', valid_at) AS day, count(*) FROM transition
    WHERE dim = 'status' AND superseded_at IS NULL AND to_value = 'completed' GROUP BY 1`,
  'time in state': `SELECT from_value, avg(valid_at - from_since) FROM transition
    WHERE dim = 'status' AND superseded_at IS NULL AND from_since IS NOT NULL GROUP BY from_value`,
}
