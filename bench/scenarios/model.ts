import { type ScriptedModel, startScriptedModel } from '../../test/support/scripted-model.ts'
import type { Bench, Measure, Scenario } from '../scenario.ts'
import type { BenchStack } from '../stack.ts'
import { syntheticMeeting } from '../workload.ts'

const latencyMs = 2_000
const sharedLimit = 16
const workers = 3

/**
 * Meetings that wait for a model which takes two seconds to answer, over three worker processes that share one limit,
 * against a pipeline that asks once per entity, one after the other, as the first prototypes of such products do.
 */
export const model: Scenario = {
  name: 'model',
  run: async (bench) => {
    const server = await startScriptedModel({ latencyMs })
    try {
      const stack = await bench.open({ workers, settings: settingsFor(server) })
      // Several at once, so that every worker has loaded its code.
      await Promise.all(
        ['WARMA', 'WARMB', 'WARMC', 'WARMD', 'WARME', 'WARMF'].map((name) => submitAndWait(stack, 3, name)),
      )
      const measures: Measure[] = []
      for (const entities of [10, 100]) measures.push(...(await measureMeeting(bench, stack, server, entities)))
      measures.push(...(await measureMany(stack, server)))
      return measures
    } finally {
      await server.stop()
    }
  },
}

const settingsFor = (server: ScriptedModel) => ({
  OPENAI_BASE_URL: server.url,
  OPENAI_API_KEY: 'not-a-key',
  OPENAI_MODEL: 'gpt-4o',
  LLM_MAX_CALLS: String(sharedLimit),
  MAX_PARALLEL_LLM_CALLS: String(sharedLimit),
})

const measureMeeting = async (
  bench: Bench,
  stack: BenchStack,
  server: ScriptedModel,
  entities: number,
): Promise<Measure[]> => {
  bench.progress(`${entities} entities`)
  const before = server.calls().length
  const { seconds, runId } = await submitAndWait(stack, entities, entities > 10 ? 'HUNDRED' : 'TEN')
  const calls = server.calls().length - before
  const path = await criticalPath(stack, runId)
  const serial = await serialSeconds(server, bench.options.quick ? Math.min(entities, 10) : entities)
  // Two calls to read the meeting, one to sum it up, and one for each entity.
  const loop = (serial.seconds / serial.entities) * (entities + 3)
  const [changed] = await stack.sql<{ n: number }>(
    `SELECT (totals ->> 'transitionCount')::int AS n FROM run WHERE id = $1`,
    [runId],
  )
  if (changed?.n !== entities) throw new Error(`${changed?.n} of ${entities} changes were recorded`)
  const name = `${entities} entities, model of ${latencyMs / 1000} s`
  return [
    { name: `${name}: accept to done`, value: seconds, unit: 's', budget: { max: entities > 10 ? 30 : 20 } },
    { name: `${name}: model calls`, value: calls, unit: 'calls' },
    { name: `${name}: against its critical path`, value: seconds / path, unit: '×', budget: { max: 1.1 } },
    {
      name: `${name}: one call per entity, one after the other`,
      value: loop,
      unit: 's',
      note: `measured on ${serial.entities} entities`,
    },
    {
      name: `${name}: faster than that`,
      value: loop / seconds,
      unit: '×',
      budget: { min: entities > 10 ? 20 : 5 },
    },
  ]
}

/** Many meetings at once, for the limit that all processes share. */
const measureMany = async (stack: BenchStack, server: ScriptedModel): Promise<Measure[]> => {
  const shape = { people: 4, entities: 25, changes: 25 }
  for (let n = 0; n < 12; n++) await stack.submit(syntheticMeeting(n, shape, 'MANY'))
  const { failed } = await stack.drained(300_000)
  return [
    {
      name: `most calls at once, ${workers} workers, shared limit ${sharedLimit}`,
      value: server.peak(),
      unit: 'calls',
      budget: { max: sharedLimit },
    },
    { name: 'runs that did not complete', value: failed, unit: 'runs', budget: { max: 0 } },
  ]
}

const submitAndWait = async (stack: BenchStack, entities: number, project: string) => {
  const start = performance.now()
  const runId = await stack.submit(syntheticMeeting(1, { people: 4, entities, changes: entities }, project))
  await stack.drained(300_000)
  return { runId, seconds: (performance.now() - start) / 1000 }
}

/** The calls that had to wait for one another: in each step the slowest of each task, along the longer way through the steps. */
const criticalPath = async (stack: BenchStack, runId: string): Promise<number> => {
  const rows = await stack.sql<{ step: string; ms: number }>(
    `SELECT step, sum(slowest)::int AS ms FROM (
       SELECT step, CASE WHEN step = 'extract' THEN step ELSE task END AS part, max(latency_ms) AS slowest
         FROM model_call WHERE run_id = $1 GROUP BY 1, 2) x GROUP BY step`,
    [runId],
  )
  const of = (step: string): number => rows.find((row) => row.step === step)?.ms ?? 0
  return (of('extract') + Math.max(of('reconcile') + of('reason'), of('summarize'))) / 1000
}

/** Asks the same server once per entity, as a loop over entities would. */
const serialSeconds = async (server: ScriptedModel, entities: number) => {
  const start = performance.now()
  for (let n = 0; n < entities; n++) {
    const response = await fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer not-a-key' },
      body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: `What changed for E-${n}?` }] }),
    })
    await response.text()
  }
  return { entities, seconds: (performance.now() - start) / 1000 }
}
