import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shapes, syntheticMeeting } from '../../bench/workload.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts'

let model: ScriptedModel
let cluster: Cluster
let tenantId: string

beforeAll(async () => {
  model = await startScriptedModel()
  const env = { OPENAI_API_KEY: 'sk-of-a-test', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'gpt-4o' }
  cluster = await startCluster({ backend: 'postgres', workers: 1, env: { ...env, LLM_UPGRADE_INTERVAL_MS: '0' } })
  tenantId = String((await cluster.call('GET', '/v1/tenant')).body.tenantId)
}, 120_000)
afterAll(async () => {
  await cluster?.stop()
  await model?.stop()
}, 60_000)

const budget = (dailyBudget: string | null) =>
  cluster.call('PATCH', `/v1/tenants/${tenantId}`, { limits: { dailyBudget } })

const process = async (number: number): Promise<Record<string, unknown>> => {
  const sent = await cluster.call('POST', '/v1/meetings', syntheticMeeting(number, shapes.simple, 'QUARRY', 3))
  expect(sent.status, JSON.stringify(sent.body)).toBe(202)
  const { body: run } = await cluster.call('GET', `/v1/runs/${sent.body.runId}?wait=60s`)
  const { body: coverage } = await cluster.call('GET', `/v1/meetings/${sent.body.meetingId}/coverage`)
  return { status: run.status, degraded: run.degraded, engine: run.engine, coverage: JSON.stringify(coverage) }
}

describe('a tenant with a budget of its own', () => {
  it('of nothing has its meetings read by rules, which says so; once it has some, a model reads again', async () => {
    await budget('0')
    const without = await process(1)
    const asked = model.calls().length
    await budget('5')
    const withSome = await process(2)

    expect(without).toMatchObject({ status: 'completed', degraded: true, engine: 'offline' })
    expect(without.coverage).toContain('budget')
    expect(asked).toBe(0)
    expect(withSome).toMatchObject({ status: 'completed', degraded: false, engine: 'llm' })
  }, 120_000)
})
