import type { Scenario } from '../scenario.ts'
import type { BenchStack } from '../stack.ts'
import { timed } from '../stats.ts'
import { syntheticMeeting } from '../workload.ts'

const shape = { people: 4, entities: 10, changes: 10, observations: 30 }
const known = 100_000

/** What a meeting costs a tenant that knows a great many names, against one that knows none. */
export const names: Scenario = {
  name: 'names',
  run: async (bench) => {
    // Importing so many takes longer than all other quick scenarios.
    if (bench.options.quick && !bench.options.chosen) return []
    const count = bench.options.quick ? 60 : 200
    const few = await recordWork(await bench.open({ workers: 1 }), count)
    const stack = await bench.open({ workers: 1 })
    bench.progress(`${known} names`)
    await importNames(stack)
    const many = await recordWork(stack, count)
    return [
      { name: 'a meeting, no other names known', value: few, unit: 'ms' },
      { name: `a meeting, ${known} names known`, value: many, unit: 'ms' },
      { name: 'more for the names', value: 100 * (many / few - 1), unit: '%', budget: { max: 20 } },
    ]
  },
}

/** Mean time of a meeting through one worker, one meeting after the other. */
const recordWork = async (stack: BenchStack, count: number): Promise<number> => {
  // The first meetings load code and names; they are not timed.
  for (let n = 0; n < 10; n++) await stack.submit(syntheticMeeting(n, shape, 'WARM'))
  await stack.drained(120_000)
  const start = performance.now()
  for (let n = 0; n < count; n++) {
    await stack.submit(syntheticMeeting(n, shape))
    if (n % 10 === 9) await stack.drained(60_000)
  }
  return (performance.now() - start) / count
}

const first = ['Amber', 'Birch', 'Coral', 'Delta', 'Ember', 'Flint', 'Grove', 'Harbor', 'Indigo', 'Juniper']
const second = ['Ledger', 'Beacon', 'Portal', 'Relay', 'Signal', 'Tunnel', 'Vault', 'Window', 'Yard', 'Zephyr']

const importNames = async (stack: BenchStack): Promise<void> => {
  const size = 1_000
  const batches = Array.from({ length: known / size }, (_, index) => index)
  await timed(batches, 1, async (batch) => {
    const entities = Array.from({ length: size }, (_, i) => nameOf(batch * size + i))
    const { status } = await stack.call('POST', '/v1/entities/import', { entities })
    if (status >= 300) throw new Error(`an import answered ${status}`)
  })
}

/** Two words and a number, all different, and like one another: the hard case for looking up what resembles what. */
const nameOf = (n: number) => ({
  type: 'project',
  name: `${first[n % 10]} ${second[Math.floor(n / 10) % 10]} ${1 + Math.floor(n / 100)}`,
})
