import { createHash } from 'node:crypto'
import { syntheticMeeting } from '../../bench/workload.ts'
import { shortOf } from '../judge.ts'
import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'
import type { World } from '../world.ts'

const shape = { people: 3, entities: 4, changes: 4, observations: 8 }
const size = 5
const groupsAtOnce = 12

/** Five meetings about tasks of their own for every order in which five can arrive, each begun when the one before is done. */
export const anyOrder: Scenario = {
  name: 'any-order',
  fault: 14,
  does: 'five meetings arrive in each of the 120 possible orders',
  must: 'the same record each time',
  run: async (stage) => {
    const every = permutations(Array.from({ length: size }, (_, n) => n))
    const most = Math.ceil((stage.options.meetings ?? size * every.length) / size)
    // Spread over all of them where fewer are asked for.
    const orders = every.filter((_, at) => at % Math.ceil(every.length / most) === 0)
    const groupOf = (index: number) => `ORDER${String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))}`
    const meetings = orders.flatMap((order, index) => order.map((n) => syntheticMeeting(n, shape, groupOf(index), 1)))
    // Held against each other; a calm run would be one order more.
    const world = await stage.open({ meetings, calm: false })
    const waiting = orders.map((_, index) => index)
    const worker = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift())
        for (let at = 0; at < size; at++) await submitAndWait(world, index * size + at)
    }
    await Promise.all(Array.from({ length: groupsAtOnce }, worker))
    const records = await Promise.all(orders.map((_, index) => readGroup(world, groupOf(index))))
    const kinds = new Set(records)
    const problems = kinds.size === 1 ? [] : [`${kinds.size} different records`]
    await stage.judge({
      seen: `${orders.length} orders, ${kinds.size} record: ${[...kinds].map(shortOf).join(', ')}`,
      problems,
    })
  },
}

const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => permutations(items.filter((one) => one !== item)).map((rest) => [item, ...rest]))

const submitAndWait = async (world: World, at: number): Promise<void> => {
  const before = world.promised.length
  await world.submit({ from: at, to: at + 1 })
  const meeting = world.meetings[at]
  const mine = world.promised.slice(before).find((one) => one.externalId === meeting?.externalId)
  await until(
    async () =>
      (await world.watch.sql('SELECT 1 FROM run WHERE id = $1 AND finished_at IS NOT NULL', [mine?.runId])).length ===
      1,
    { withinMs: 120_000, everyMs: 100, what: 'a meeting is done' },
  )
}

/** What stands of one group, with its own tasks' names made alike. */
const readGroup = async ({ watch }: World, group: string): Promise<string> => {
  const rows = await watch.sql(
    `SELECT e.name, t.dim, t.from_value, t.to_value, t.valid_at, t.category FROM transition t
       JOIN entity e ON e.id = t.entity_id AND e.tenant_id = t.tenant_id
      WHERE t.superseded_at IS NULL AND e.name LIKE $1
      ORDER BY e.name COLLATE "C", t.dim, t.order_key COLLATE "C"`,
    [`${group}-%`],
  )
  if (rows.length === 0) throw new Error(`nothing is known of ${group}`)
  return createHash('sha256').update(JSON.stringify(rows).replaceAll(group, 'ORDER')).digest('hex')
}
