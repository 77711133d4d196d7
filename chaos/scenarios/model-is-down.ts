import { setTimeout as sleep } from 'node:timers/promises'
import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'

export const modelIsDown: Scenario = {
  name: 'model-is-down',
  fault: 11,
  does: 'the provider answers 500 for 60 s and is well then',
  must: 'the breaker opens, rules read meanwhile, and what they read is read again by the model by itself',
  run: async (stage) => {
    const forMs = stage.options.quick ? 10_000 : 60_000
    const world = await stage.open({ model: true })
    const { model, watch } = world
    const submitted = world.submit()
    await until(() => (model?.calls().length ?? 0) > 10, { what: 'the model is asked' })
    const before = model?.calls().length ?? 0
    model?.setFault(() => ({ status: 500, error: { message: 'oops', type: 'server_error' } }))
    await submitted
    await sleep(forMs)
    const refused = (model?.calls().length ?? 0) - before
    const [during] = await watch.sql<{ open: number; worse: number }>(
      `SELECT (SELECT count(*)::int FROM run WHERE finished_at IS NULL AND kind = 'meeting') AS open,
              (SELECT count(*)::int FROM meeting WHERE degraded_generation > 0) AS worse`,
    )
    model?.setFault(undefined)
    const wellAt = performance.now()
    await until(
      async () => (await watch.sql('SELECT 1 FROM meeting WHERE degraded_generation > 0 LIMIT 1')).length === 0,
      {
        ...{ withinMs: 120_000, what: 'everything was read again' },
      },
    )
    const recoveryMs = performance.now() - wellAt
    const problems = [
      ...((during?.open ?? 1) > 0 ? [`${during?.open} runs waited for the provider`] : []),
      ...((during?.worse ?? 0) === 0 ? ['no meeting was left to rules: the fault hit nothing'] : []),
    ]
    const seen = `${during?.worse} meetings read by rules, ${refused} calls refused, all read again`
    await stage.judge({ seen, recoveryMs, recoverWithinMs: 90_000, problems })
  },
}
