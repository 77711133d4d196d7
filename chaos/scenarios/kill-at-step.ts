import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'

/** Which step of each queue dies, and from which time on: so that those before it let enough through. */
const victims = [
  { queue: 'ingest', step: 'normalize', from: 9 },
  { queue: 'extract', step: 'extract', from: 6 },
  { queue: 'reconcile', step: 'reconcile', from: 3 },
  { queue: 'reason', step: 'reason', from: 1 },
  { queue: 'summarize', step: 'summarize', from: 1 },
]

const places = {
  claimed: 'before the work',
  worked: 'after the work, before its commit',
  written: 'inside the commit',
  committed: 'after the commit, before what follows is enqueued',
  followed: 'after all of it, before BullMQ hears of it',
}

/** One worker for each queue, each dies at its own step; then others come. */
export const killAtStep: Scenario = {
  name: 'kill-at-step',
  fault: 1,
  does: 'a worker is killed (SIGKILL) before, in and after each step',
  must: 'the step runs again within 15 s; steps that were done are not done again',
  run: async (stage) => {
    for (const [place, when] of Object.entries(places)) {
      const world = await stage.open({ workers: 0, model: true })
      const { cluster, watch } = world
      const dying = await Promise.all(
        victims.map(({ queue, step, from }) => {
          const nth = from + Math.floor(stage.random() * 2)
          const env = {
            FAILPOINTS: `${step}:${place}=kill@${nth}`,
            WORKER_CONCURRENCY: '1',
            MAX_PARALLEL_LLM_CALLS: '1',
          }
          return cluster.startWorker({ queues: [queue], env })
        }),
      )
      const submitted = world.submit()
      const alive = () => victims.filter((_, at) => dying[at]?.child.signalCode !== 'SIGKILL').map(({ step }) => step)
      await until(() => alive().length === 0, {
        withinMs: 180_000,
        what: () => `a worker dies at each step, ${when} (these did not: ${alive()})`,
      })
      const diedAt = performance.now()
      const underWay = await watch.underWay()
      await Promise.all([cluster.startWorker(), cluster.startWorker()])
      // All died here, so what others need to start is no part of the product's time.
      const startedInMs = performance.now() - diedAt
      await watch.moved(underWay)
      const recoveryMs = performance.now() - diedAt
      await submitted
      await stage.judge({ seen: when, recoveryMs, recoverWithinMs: 15_000 + startedInMs })
    }
  },
}
