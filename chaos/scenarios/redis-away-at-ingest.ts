import { startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'

const calmOnes = 40

export const redisAwayAtIngest: Scenario = {
  name: 'redis-away-at-ingest',
  fault: 6,
  does: 'Redis is away while 200 meetings are submitted',
  must: 'each is answered 202 as quickly as ever, and worked off later',
  backends: ['redis'],
  run: async (stage) => {
    const world = await stage.open({ meetings: (stage.options.meetings ?? 200) + calmOnes, workers: 1 })
    const { redis } = world.cluster
    await world.submit({ to: calmOnes })
    await redis?.stop()
    await world.submit({ from: calmOnes })
    const calmMs = p95(world.promised.slice(0, calmOnes).map((one) => one.tookMs))
    const awayMs = p95(world.promised.slice(calmOnes).map((one) => one.tookMs))
    await redis?.restart()
    const recovered = await startRecovery(world.watch)
    const slow = awayMs > Math.max(100, 2 * calmMs)
    await stage.judge({
      seen: `p95 of a 202: ${Math.round(awayMs)} ms, with Redis ${Math.round(calmMs)} ms`,
      recoveryMs: await recovered(),
      recoverWithinMs: 60_000,
      problems: slow ? ['submissions are slower without Redis'] : [],
    })
  },
}

const p95 = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
