import { startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'

export const apiDiesAfterAccept: Scenario = {
  name: 'api-dies-after-accept',
  fault: 3,
  does: 'the API is killed after it has committed a meeting and before it enqueues the first step',
  must: 'the meeting is swept up within 15 s, and its client is told the same run when it asks again',
  run: async (stage) => {
    const nth = 3 + Math.floor(stage.random() * 12)
    const world = await stage.open({ apiEnv: { FAILPOINTS: `submit:committed=kill@${nth}` } })
    const submitted = world.submit()
    const end = await world.cluster.api().exited
    const recovered = await startRecovery(world.watch)
    await world.cluster.startApi()
    await submitted
    const recoveryMs = await recovered()
    const problems = end.signal === 'SIGKILL' ? [] : [`the API ended by ${end.signal ?? end.code}`]
    await stage.judge({ seen: `at the ${nth}th meeting`, recoveryMs, problems })
  },
}
