import { seeded } from '../bench/workload.ts'
import type { Backend, Ground } from '../test/support/ground.ts'
import { readRecord } from '../test/support/record-digest.ts'
import { type Calm, callsByTask, type Expectations, judge, rest, tellOddRuns } from './judge.ts'
import type { NotRun, Row } from './row.ts'
import { quickCount, usualCount } from './workload.ts'
import { openWorld, type World, type WorldOptions } from './world.ts'

export type ChaosOptions = { quick: boolean; seed: number; meetings: number | undefined; chosen: boolean }

export type Verdict = Expectations & {
  seen: string
  recoveryMs?: number | null
  /** What the scenario itself found wrong. */
  problems?: readonly string[]
}

/** What a scenario acts on. */
export type Stage = {
  backend: Backend
  options: ChaosOptions
  ground: Ground
  /** 0..1, the same for the same seed, scenario and backend. */
  random: () => number
  progress: (text: string) => void
  /** A world of its own; the one before it is closed. Without `calm` its record is held against none. */
  open: (options?: WorldOptions & { calm?: boolean }) => Promise<World>
  /** Waits until the world is at rest and notes what came of it. */
  judge: (verdict: Verdict) => Promise<void>
  /** A case that cannot be brought about here. */
  skip: (reason: string) => void
}

type StageDeps = {
  ground: Ground
  options: ChaosOptions
  scenario: { name: string; fault: number }
  /** Calm runs of this ground, by what was run. */
  calmRuns: Map<string, Promise<Calm>>
  progress: (text: string) => void
}

export const openStage = ({ ground, options, scenario, calmRuns, progress }: StageDeps) => {
  const rows: Row[] = []
  const notRun: NotRun[] = []
  const { backend } = ground
  const worlds = new Set<World>()
  let current: { world: World; calm: Calm | undefined } | undefined
  const openKept: OpenWorld = async (wanted) => {
    const world = await openWorld(ground, wanted)
    worlds.add(world)
    return world
  }
  const close = async (): Promise<void> => {
    current = undefined
    for (const world of worlds) {
      worlds.delete(world)
      await world.close()
    }
  }
  const open: Stage['open'] = async ({ calm: isCompared = true, ...given } = {}) => {
    await close()
    const wanted = { meetings: options.quick ? quickCount : usualCount, ...given }
    const calm = isCompared ? await calmRun(wanted) : undefined
    const world = await openKept(wanted)
    current = { world, calm }
    return world
  }
  const calmRun = ({ meetings, model = false }: Wanted): Promise<Calm> => {
    const key = `${model ? 'models' : 'rules'} ${typeof meetings === 'number' ? `of ${meetings}` : meetings.map((one) => one.externalId).join()}`
    let calm = calmRuns.get(key)
    if (!calm) {
      progress(`calm run of ${typeof meetings === 'number' ? meetings : meetings.length} meetings`)
      calm = runCalm(openKept, close, { meetings, model })
      calmRuns.set(key, calm)
    }
    return calm
  }
  const stage: Stage = {
    ...{ backend, options, ground, open, progress },
    random: seeded(options.seed * 31 + scenario.fault * 2 + (backend === 'redis' ? 1 : 0)),
    judge: async ({ seen, recoveryMs = null, problems = [], ...expect }) => {
      if (!current) throw new Error('there is no world to judge')
      const judged = await judge(current.world, current.calm, recoveryMs, expect)
      const row = { ...judged, problems: [...problems, ...judged.problems], seen, recoveryMs }
      rows.push({ fault: scenario.fault, scenario: scenario.name, backend, seed: options.seed, ...row })
      const verdict = row.problems.length === 0 ? 'holds' : `BROKEN ${row.problems.join('; ')}`
      progress(`${seen}: ${verdict}${recoveryMs === null ? '' : ` (${Math.round(recoveryMs)} ms)`}`)
    },
    skip: (reason) => void notRun.push({ fault: scenario.fault, scenario: scenario.name, backend, reason }),
  }
  return { stage, rows, notRun, close }
}

/** Of the largest world, on a machine that others use too. */
const calmWithinMs = 1_800_000

type Wanted = Parameters<typeof openWorld>[1]
type OpenWorld = (options: Wanted) => Promise<World>

const runCalm = async (open: OpenWorld, close: () => Promise<void>, options: Wanted): Promise<Calm> => {
  const world = await open({ ...options, workers: 2 })
  try {
    await world.submit()
    await rest(world, calmWithinMs)
    const record = await readRecord(world.cluster.databaseUrl)
    const asPlanned = record.runsByStatus.completed === world.meetings.length && record.brokenChains === 0
    if (!asPlanned || record.liveTransitions < world.meetings.length)
      throw new Error(`the calm run is none: ${JSON.stringify(record)} ${await tellOddRuns(world)}`)
    return { record, calls: callsByTask(world), meetings: world.meetings.length }
  } finally {
    await close()
  }
}
