import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shapes, syntheticMeeting } from '../../bench/workload.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { type Billed, type ScriptedModel, type ServedCall, startScriptedModel } from '../support/scripted-model.ts'

const meetings = [0, 1, 2, 3].map((n) => syntheticMeeting(n, shapes.simple, 'HARBOUR', 3))

let model: ScriptedModel
let cluster: Cluster
let runIds: string[]

const useless: Billed = { prompt_tokens: 999, completion_tokens: 11, cached_tokens: 0, reasoning_tokens: 0 }
const wasted: Billed[] = []

beforeAll(async () => {
  model = await startScriptedModel()
  // Under this path the server tells what was cached and what was thought, too.
  cluster = await startCluster({
    backend: 'postgres',
    workers: 2,
    env: {
      ...{
        OPENAI_API_KEY: 'sk-of-a-test',
        OPENAI_BASE_URL: model.url,
        OPENAI_MODEL: 'gpt-4o',
      },
      ...{ LLM_RETRY_DELAY_MS: '10', LLM_MAX_RETRIES: '3' },
    },
  })
  // Every seventh question is refused, and every ninth has an answer that is of no use and paid for all the same.
  model.setFault((_asked, call) => {
    if (call % 7 === 6) return { error: { message: 'busy', type: 'server_error' }, status: 503 }
    if (call % 9 !== 8) return undefined
    wasted.push(useless)
    const { prompt_tokens, completion_tokens } = useless
    const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
    return { content: 'I would rather not say.', usage }
  })
  runIds = []
  for (const meeting of meetings) {
    const reply = await cluster.call('POST', '/v1/meetings', meeting)
    expect(reply.status, JSON.stringify(reply.body)).toBe(202)
    runIds.push(String(reply.body.runId))
  }
  for (const runId of runIds) {
    const { body } = await cluster.call('GET', `/v1/runs/${runId}?wait=60s`)
    expect(body.status, JSON.stringify(body)).toBe('completed')
  }
}, 120_000)
afterAll(async () => {
  await cluster?.stop()
  await model?.stop()
})

/** US dollars for ten billions of tokens, so that the sum is exact; the price of gpt-4o in the list. */
const priceOf = ({ prompt_tokens, cached_tokens, completion_tokens }: Billed): bigint =>
  BigInt(prompt_tokens - cached_tokens) * 25_000n +
  BigInt(cached_tokens) * 12_500n +
  BigInt(completion_tokens) * 100_000n

const exact = (amount: string): bigint => {
  const [whole = '0', part = ''] = amount.split('.')
  return BigInt(whole + part.padEnd(10, '0'))
}

const journal = () => {
  const calls: readonly ServedCall[] = model.calls()
  const billed = [...calls.flatMap((call) => call.billed ?? []), ...wasted]
  const sum = (value: (one: Billed) => number) => billed.reduce((all, one) => all + value(one), 0)
  return {
    calls: calls.length,
    tokens: {
      input: sum((one) => one.prompt_tokens - one.cached_tokens),
      ...{ cacheRead: sum((one) => one.cached_tokens), cacheWrite: 0 },
      output: sum((one) => one.completion_tokens),
      reasoning: sum((one) => one.reasoning_tokens),
    },
    cost: billed.reduce((all, one) => all + priceOf(one), 0n),
  }
}

type Usage = {
  calls: number
  tokens: object
  cost: { amount: string } | null
  task: string
  run: string
}
type Run = {
  meetingId: string
  steps: { cost: { amount: string } }[]
  totals: { modelCalls: number; cost: { amount: string } }
}

const usage = async (query: string): Promise<{ items: Usage[]; total: Usage }> =>
  (await cluster.call('GET', `/v1/usage?${query}`)).body as never

describe('what the product says it spent', () => {
  it('equals the journal of the server that was asked, to the token and to the last place', async () => {
    const { total } = await usage('group=day')
    const served = journal()

    expect(served.calls).toBeGreaterThanOrEqual(20)
    expect(wasted.length).toBeGreaterThan(0)
    expect(served.tokens.cacheRead).toBeGreaterThan(0)
    expect(served.tokens.reasoning).toBeGreaterThan(0)
    expect(total).toMatchObject({ calls: served.calls, tokens: served.tokens })
    expect(exact(total.cost?.amount ?? '')).toBe(served.cost)
  })

  it('is the same by task as in the journal', async () => {
    const { items } = await usage('group=task')
    const counts = new Map<string, number>()
    for (const { task } of model.calls()) counts.set(task, (counts.get(task) ?? 0) + 1)

    expect(Object.fromEntries(items.map((item) => [item.task, item.calls]))).toEqual(Object.fromEntries(counts))
  })

  it('adds up from steps to runs to all of it', async () => {
    const runs = await Promise.all(
      runIds.map(async (id) => (await cluster.call('GET', `/v1/runs/${id}`)).body as unknown as Run),
    )
    const { total } = await usage('group=run')
    const sum = (amounts: readonly string[]) => amounts.reduce((all, amount) => all + exact(amount), 0n)

    for (const run of runs) {
      expect(sum(run.steps.map((step) => step.cost.amount))).toBe(exact(run.totals.cost.amount))
    }
    expect(sum(runs.map((run) => run.totals.cost.amount))).toBe(exact(total.cost?.amount ?? ''))
    expect(runs.reduce((all, run) => all + run.totals.modelCalls, 0)).toBe(total.calls)
  })

  it('is what was estimated, as far as the words of the meeting decide it', async () => {
    const [first] = runIds
    const { body } = await cluster.call('GET', `/v1/runs/${first}/cost`)
    const tasks = body.tasks as { task: string; estimated: { calls: number }; actual: { calls: number } }[]
    const told = (await cluster.call('POST', '/v1/estimate', meetings[0])).body as { known: boolean; totals: object }
    const answered = (task: string) =>
      model.calls().filter((call) => call.task === task && call.billed !== null).length / meetings.length

    expect(told.known).toBe(true)
    expect(body.estimated).toEqual(told.totals)
    for (const task of ['extract_observations', 'extract_insights', 'summarize_meeting']) {
      expect(tasks.find((one) => one.task === task)?.estimated.calls, task).toBe(answered(task))
    }
  })
})
