import { syntheticMeeting } from '../../bench/workload.ts'
import type { Scenario } from '../scenario.ts'

export const hotSeries: Scenario = {
  name: 'hot-series',
  fault: 15,
  does: '40 meetings about the same ten tasks at once, on four workers',
  must: 'no hole in a chain of transitions, and hardly any work done twice',
  run: async (stage) => {
    const shape = { people: 4, entities: 10, changes: 10, observations: 30 }
    const meetings = Array.from({ length: 40 }, (_, n) => syntheticMeeting(n, shape, 'HOT', 1))
    const world = await stage.open({ meetings, workers: 4 })
    await world.submit()
    const [row] = await world.watch.sql<{ n: number }>('SELECT count(*)::int AS n FROM step WHERE attempts > 1')
    const redone = (row?.n ?? 0) / (meetings.length * 5)
    const problems = redone > 0.05 ? [`${row?.n} steps were started more than once`] : []
    await stage.judge({ seen: `${(100 * redone).toFixed(1)} % of the steps started twice`, problems })
  },
}
