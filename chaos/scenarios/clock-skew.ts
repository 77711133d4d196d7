import { busy, startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import { skewed } from '../skew.ts'

export const clockSkew: Scenario = {
  name: 'clock-skew',
  fault: 16,
  does: 'the clock of the API is 10 min ahead, that of one worker 10 min behind; another worker is killed',
  must: 'leases go by the clock of PostgreSQL alone: nothing is taken too early or too late',
  run: async (stage) => {
    const world = await stage.open({ workers: 0, apiEnv: skewed(600_000), meetings: 30 })
    const { cluster } = world
    const [victim] = await Promise.all([cluster.startWorker(), cluster.startWorker({ env: skewed(-600_000) })])
    const submitted = world.submit()
    await busy(world, 2)
    victim?.child.kill('SIGKILL')
    const recovered = await startRecovery(world.watch)
    await submitted
    await stage.judge({ seen: 'one of two workers killed', recoveryMs: await recovered() })
  },
}
