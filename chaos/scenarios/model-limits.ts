import { setTimeout as sleep } from 'node:timers/promises'
import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'

const forMs = 6_000

export const modelLimits: Scenario = {
  name: 'model-limits',
  fault: 10,
  does: 'the provider answers 429 to everything for 6 s, with Retry-After and without',
  must: 'all workers keep the same pause, no start of a step is lost to it, and all meetings are read by the model in the end',
  quick: true,
  run: async (stage) => {
    for (const retryAfter of stage.options.quick ? [2] : [2, undefined]) {
      const world = await stage.open({ model: true })
      const { model } = world
      const submitted = world.submit()
      await until(() => (model?.calls().length ?? 0) > 10, { what: 'the model is asked' })
      const before = model?.calls().length ?? 0
      model?.setFault(() => ({
        status: 429,
        error: { message: 'slow down', type: 'rate_limit' },
        ...(retryAfter && { retryAfter }),
      }))
      await sleep(forMs)
      const refused = (model?.calls().length ?? 0) - before
      model?.setFault(undefined)
      await submitted
      const burnt = await world.watch.sql("SELECT 1 FROM step WHERE status IN ('parked', 'failed')")
      // Two workers with five calls each under way at first; then a few after each pause.
      const most = retryAfter === undefined ? 60 : 40
      const problems = [
        ...(refused > most ? [`${refused} calls were made although the provider refused them`] : []),
        ...(burnt.length > 0 ? [`${burnt.length} steps were given up`] : []),
      ]
      const seen = retryAfter === undefined ? 'without Retry-After' : `Retry-After: ${retryAfter}`
      await stage.judge({ seen: `${seen}: ${refused} calls refused`, problems })
    }
  },
}
