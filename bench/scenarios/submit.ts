import type { Measure, Scenario } from '../scenario.ts'
import type { BenchStack } from '../stack.ts'
import { quantile } from '../stats.ts'
import { syntheticMeeting } from '../workload.ts'

const perSecond = 200
const tenKilobytes = { people: 5, entities: 40, changes: 30 }

/** `POST /v1/meetings` of 10 KB at 200 a second, sent on a clock of its own, first without workers and then beside busy ones. */
export const submit: Scenario = {
  name: 'submit',
  run: async (bench) => {
    const seconds = bench.options.quick ? 8 : 20
    const alone = await bench.open({ workers: 0 })
    const stopped = await load(alone, 'ALONE', seconds)
    const busy = await bench.open({ workers: 2 })
    await load(busy, 'FILL', 3)
    const saturated = await load(busy, 'BUSY', seconds)
    return [...report(stopped, 'workers stopped', 50), ...report(saturated, 'workers saturated', 250)]
  },
}

type Load = { times: number[]; refused: number }

const report = ({ times, refused }: Load, label: string, max: number): Measure[] => [
  { name: `submit p99, ${label}`, value: quantile(times, 0.99), unit: 'ms', budget: { max } },
  { name: `submit p50, ${label}`, value: quantile(times, 0.5), unit: 'ms' },
  { name: `submit refused, ${label}`, value: refused, unit: 'of all', budget: { max: 0 } },
]

/** Open loop: a request is sent when its time has come, whether or not earlier ones were answered. */
const load = async (stack: BenchStack, project: string, seconds: number): Promise<Load> => {
  const total = perSecond * seconds
  const times: number[] = []
  let refused = 0
  const pending: Promise<void>[] = []
  const start = performance.now()
  for (let n = 0; n < total; n++) {
    const due = start + (n * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    const meeting = syntheticMeeting(n, tenKilobytes, project)
    pending.push(
      stack.call('POST', '/v1/meetings', meeting).then(({ status }) => {
        times.push(performance.now() - due)
        if (status !== 202) refused += 1
      }),
    )
  }
  await Promise.all(pending)
  return { times, refused }
}
