import type { RunningProcess } from '../../test/support/processes.ts'
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
    const [line] = await sleeper.waitForLine(/.*"failpoint".*/)
    const { subject } = JSON.parse(line) as { subject: string }
    const blockedAt = performance.now()
    const underWay = (await watch.underWay()).filter((mark) => mark.status === 'running')
    await cluster.startWorker()
    const startedInMs = performance.now() - blockedAt
    await submitted
    await watch.moved(underWay)
    const recoveryMs = performance.now() - blockedAt
    // Where nobody had claimed the step yet, the sleeper may still commit it; otherwise it must not.
    const claims = await watch.sql<{ claim: number }>(
      `SELECT claim FROM step WHERE run_id = $1 AND name = 'reconcile'`,
      [subject],
    )
    const mark = underWay.find((one) => one.runId === subject && one.name === 'reconcile')
    const takenOver = (claims[0]?.claim ?? 0) > (mark?.claim ?? 0)
    const isFenced = () => sleeper.stderr().includes('step left')
    if (takenOver) await until(isFenced, { what: 'the first worker is fenced out' }).catch(() => {})
    await stage.judge({
      seen: `${blocked / 1_000} s; ${underWay.length} steps were under way there, the blocked one was ${takenOver ? 'taken over, the sleeper left it' : 'committed by the sleeper'}`,
      ...{ recoveryMs, recoverWithinMs: 15_000 + startedInMs },
      problems: takenOver && !isFenced() ? [`the first worker was never fenced out: ${tailOf(sleeper)}`] : [],
    })
  },
}

const tailOf = ({ child, stdout, stderr }: RunningProcess): string =>
  `${child.exitCode ?? child.signalCode ?? 'alive'} ${stdout().slice(-600)} ${stderr().slice(-600)}`
