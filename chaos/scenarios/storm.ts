import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '../../test/support/scripted-model.ts'
import { crashPostgres, flushRedis } from '../backing.ts'
import { rest } from '../judge.ts'
import { endConnections, startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import { type Planned, planStorm } from '../schedule.ts'
import { skewed } from '../skew.ts'
import { quickCount } from '../workload.ts'
import type { World } from '../world.ts'

const workers = 3
/** Meetings are spread over the storm: this much time for each. */
const msPerMeeting = 350
const shortestMs = 20_000
/** For what is left at its end. */
const patienceMs = 600_000

/** Everything at once, as the seed has it, while meetings are submitted; clocks are off all the time. */
export const storm: Scenario = {
  name: 'storm',
  fault: 0,
  does: 'kills, restarts, flushes, outages of the model and clocks that are off, drawn by the seed',
  must: 'nothing is lost, nothing comes twice, the record is that of the calm run',
  run: async (stage) => {
    const count = stage.options.meetings ?? (stage.options.quick ? quickCount : 100)
    const world = await stage.open({ workers: 0, apiEnv: skewed(600_000), meetings: count, model: true })
    const { cluster } = world
    const slots = await Promise.all(
      Array.from({ length: workers }, (_, at) => cluster.startWorker(at === 0 ? { env: skewed(-600_000) } : {})),
    )
    const befall = createFate(world, slots)
    const lengthMs = Math.max(shortestMs, count * msPerMeeting)
    const plan = planStorm(stage.random, stage.backend, lengthMs)
    stage.progress(
      `${plan.length} mishaps in ${Math.round(lengthMs / 1_000)} s: ${plan.map((one) => one.what).join(', ')}`,
    )
    const startedAt = performance.now()
    const submitted = world.submit({ pauseMs: Math.round((4 * lengthMs) / count) })
    const under: Promise<void>[] = []
    for (const planned of plan) {
      await sleep(Math.max(0, planned.atMs - (performance.now() - startedAt)))
      under.push(befall(planned))
    }
    await Promise.all(under)
    world.model?.setFault(undefined)
    const recovered = await startRecovery(world.watch, { claimed: true })
    const recoveryMs = await recovered()
    await submitted
    await rest(world, patienceMs)
    const resumed = await resumeParked(world)
    await stage.judge({
      seen: `${count} meetings, ${plan.length} mishaps${resumed > 0 ? `; ${resumed} parked after three deaths and resumed` : ''}`,
      recoveryMs,
      // What was read by rules meanwhile is read again, and calls that were under way are made again.
      ...{ recoverWithinMs: 30_000, callsFactor: 2, drainWithinMs: patienceMs },
    })
  },
}

/**
 * What was under way in three processes that were killed is parked, since it may have killed them. Here it has not: it is
 * resumed as somebody would who looks at it.
 */
const resumeParked = async ({ cluster, watch }: World): Promise<number> => {
  const parked = await watch.sql<{ id: string }>(
    `SELECT DISTINCT run_id AS id FROM step WHERE status = 'parked' AND error ->> 'code' = 'crash'`,
  )
  for (const { id } of parked) await cluster.call('POST', `/v1/runs/${id}/resume`)
  return parked.length
}

type Worker = Awaited<ReturnType<World['cluster']['startWorker']>>

/** Does to the world what was planned. What befalls the same part waits until the mishap before it is over. */
const createFate = (world: World, slots: Worker[]) => {
  const { cluster, model } = world
  const { redis } = cluster
  const turns = new Map<string, Promise<void>>()
  const inTurn = (part: string, work: () => Promise<void>): Promise<void> => {
    const turn = (turns.get(part) ?? Promise.resolve()).then(work)
    turns.set(part, turn)
    return turn
  }
  const replace = async (at: number, signal: NodeJS.Signals, pauseMs: number): Promise<void> => {
    await slots[at]?.stop(signal, 30_000)
    await sleep(pauseMs)
    slots[at] = await startAgain(() => cluster.startWorker(at === 0 ? { env: skewed(-600_000) } : {}))
  }
  const spoil = async (fault: Fault, forMs: number): Promise<void> => {
    model?.setFault(fault)
    await sleep(forMs)
    model?.setFault(undefined)
  }
  return ({ what, forMs, whom }: Planned): Promise<void> => {
    const at = Math.floor(whom * slots.length)
    switch (what) {
      case 'kill a worker':
        return inTurn(`worker ${at}`, () => replace(at, 'SIGKILL', forMs / 4))
      case 'stop a worker':
        return inTurn(`worker ${at}`, () => replace(at, 'SIGTERM', forMs / 4))
      case 'kill the API':
        return inTurn('api', async () => {
          await cluster.api().stop('SIGKILL')
          await sleep(forMs / 4)
          await startAgain(() => cluster.startApi(skewed(600_000)))
        })
      case 'flush Redis':
        return inTurn('redis', async () => void (await flushRedis(redis?.url ?? '')))
      case 'take Redis away':
        return inTurn('redis', async () => {
          await redis?.kill()
          await sleep(forMs)
          await redis?.restart()
        })
      case 'restart Redis without data':
        return inTurn('redis', async () => redis?.restart({ empty: true }))
      case 'crash PostgreSQL':
        return inTurn('postgres', async () => {
          crashPostgres(cluster)
          await world.watch.sql('SELECT 1')
        })
      case 'end all connections':
        return inTurn('postgres', () => endConnections(world.watch))
      case 'model answers 429':
        return inTurn('model', () => spoil(() => ({ ...refusal(429), retryAfter: 1 }), forMs))
      case 'model answers 500':
        return inTurn('model', () => spoil(() => refusal(500), forMs))
      case 'model hangs':
        return inTurn('model', () => spoil(() => sleep(hangMs, refusal(503)), forMs))
    }
  }
}

/** A process that something befalls while it starts is started once more, as its supervisor would. */
const startAgain = <T>(start: () => Promise<T>): Promise<T> => start().catch(() => start())

/** Longer than anybody waits for an answer. */
const hangMs = 12_000

const refusal = (status: number) => ({ status, error: { message: 'no', type: 'server_error' } })
