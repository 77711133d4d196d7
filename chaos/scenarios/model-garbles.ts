import { faultCases } from '../../test/support/model-faults/cases.ts'
import { startFaultProxy } from '../../test/support/model-faults/fault-proxy.ts'
import type { Scenario } from '../scenario.ts'
import { meetingsOf } from '../workload.ts'

/** Those after which the model's answer counts all the same; what comes of the others is told in model-faults.md. */
const healing = faultCases.filter((one) => one.engine === 'llm' && !one.dropped)

export const modelGarbles: Scenario = {
  name: 'model-garbles',
  fault: 12,
  does: 'the provider cuts answers off, wraps them, leaves fields out, stops at its limit, counts wrongly',
  must: 'each is repaired or asked again; never half of an answer',
  run: async (stage) => {
    const meetings = healing.flatMap(({ code }) => meetingsOf(2, code))
    let stop = async (): Promise<void> => {}
    const world = await stage.open({
      ...{ meetings, model: true },
      modelUrl: async (model) => {
        const proxy = await startFaultProxy(model.url, new Map(healing.map(({ code, spoil }) => [code, spoil])))
        stop = proxy.stop
        return proxy.url
      },
    })
    await world.submit()
    // Asked again, within reason.
    await stage.judge({ seen: `${healing.length} ways to spoil an answer`, callsFactor: 2 })
    await stop()
  },
}
