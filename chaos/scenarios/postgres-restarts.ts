import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning } from '../../test/support/processes.ts'
import { crashPostgres } from '../backing.ts'
import { busy, endConnections, keepDoing, startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import { quickly } from '../workload.ts'
import type { World } from '../world.ts'

export const postgresRestarts: Scenario = {
  name: 'postgres-restarts',
  fault: 8,
  does: 'PostgreSQL ends as in a crash and starts again; all its connections are ended again and again for 8 s',
  must: 'submissions wait or are told 503 with Retry-After, workers go on, nobody crashes',
  quick: true,
  run: async (stage) => {
    const world = await stage.open(stage.options.quick ? quickly : { meetings: 30 })
    const submitted = world.submit()
    await busy(world)
    crashPostgres(world.cluster)
    await world.watch.sql('SELECT 1')
    const recovered = await startRecovery(world.watch)
    await submitted
    await stage.judge({ seen: 'immediate restart', recoveryMs: await recovered(), problems: survivors(world) })
    if (stage.options.quick) return

    const other = await stage.open({ meetings: 30 })
    const stop = keepDoing(() => endConnections(other.watch), 250)
    const accepted = other.submit({ pauseMs: 50 })
    await sleep(8_000)
    await stop()
    const back = await startRecovery(other.watch)
    await accepted
    const recoveryMs = await back()
    await stage.judge({ seen: 'connections ended every 250 ms', recoveryMs, problems: survivors(other) })
  },
}

/** Every process that was started is still there. */
const survivors = ({ cluster }: World): string[] =>
  [cluster.api(), ...cluster.workers].flatMap((child) =>
    isRunning(child.pid) && child.child.exitCode === null
      ? []
      : [`process ${child.pid} ended: ${child.stderr().slice(-300)}`],
  )
