import { setTimeout as sleep } from 'node:timers/promises'
import type { Scenario } from '../scenario.ts'
import { loadTenant } from '../second-tenant.ts'
import { submitAll } from '../submit-all.ts'
import { until } from '../watch.ts'
import { meetingsOf } from '../workload.ts'
import type { World } from '../world.ts'

const few = 10
/** What was begun before the ten came ends first. */
const underWayMs = 1_000

export const noisyTenant: Scenario = {
  name: 'noisy-tenant',
  fault: 23,
  does: 'one tenant submits 400 meetings, another one ten while they wait',
  must: 'the second one waits at most twice as long as on an idle machine, plus what is under way already',
  run: async (stage) => {
    const world = await stage.open({
      ...{ meetings: stage.options.meetings ?? 400, calm: false },
      env: { ADMISSION_WINDOW: '16' },
    })
    const quiet = await loadTenant(world.cluster)
    const tell = async (project: string): Promise<number> => {
      const promised = await submitAll(quiet, meetingsOf(few, project))
      const ids = promised.map((one) => one.runId)
      await until(async () => (await durations(world, ids)).length === few, {
        withinMs: 300_000,
        what: 'the few are done',
      })
      return (await durations(world, ids)).at(-1) ?? 0
    }
    // A process compiles its code with its first meetings.
    await tell('WARM')
    const idleMs = await tell('IDLE')
    const flood = world.submit()
    await until(async () => (await world.watch.openRuns()) > 60, { withinMs: 120_000, what: 'many meetings wait' })
    await sleep(1_000)
    const waiting = await world.watch.openRuns()
    const besideMs = await tell('BESIDE')
    await flood
    const [done] = await world.watch.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM run WHERE finished_at IS NOT NULL',
    )
    const problems = besideMs > 2 * idleMs + underWayMs ? ['the quiet tenant waited for the noisy one'] : []
    stage.progress(`${waiting} waited when the ten came, ${done?.n} were done when the last was accepted`)
    const seen = `slowest of the ten: ${seconds(besideMs)}, idle ${seconds(idleMs)}`
    await stage.judge({ seen, problems, drainWithinMs: 600_000 })
  },
}

const durations = async ({ watch }: World, ids: readonly string[]): Promise<number[]> =>
  (
    await watch.sql<{ ms: number }>(
      `SELECT (extract(epoch FROM finished_at - created_at) * 1000)::float8 AS ms FROM run
        WHERE id = ANY ($1::uuid[]) AND finished_at IS NOT NULL ORDER BY 1`,
      [ids],
    )
  ).map((row) => row.ms)

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
