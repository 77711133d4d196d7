import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ChainExhausted } from '../../../src/llm/chain-exhausted.ts'
import { useModelBench, well } from '../../support/model-bench.ts'
import { readLedger } from '../../support/model-ledger.ts'
import { answering, failing, type ModelServer } from '../../support/model-server.ts'
import { askingTask, goodAnswer, type ModelsOptions, scopeOf } from '../../support/models.ts'

const bench = useModelBench()

const { serve } = bench
const start = (options: Omit<ModelsOptions, 'databaseUrl'>) => {
  const models = bench.open(options)
  const tenantId = randomUUID()
  return {
    ...models,
    tenantId,
    ledger: () => readLedger(models.db, tenantId),
    ask: (question: string = randomUUID(), signal = new AbortController().signal, task = askingTask()) =>
      models.gateway.complete(task, question, { scope: scopeOf(tenantId), signal }),
  }
}
const exhausted = async (completion: Promise<unknown>): Promise<ChainExhausted> => {
  const error = await completion.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ChainExhausted)
  return error as ChainExhausted
}
/** A server that is asked and does not answer until the test is over. */
const serveNever = async (): Promise<ModelServer> => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const server = await serve(() => held.then(well))
  bench.closing({ close: async () => release() })
  return server
}
const always = (status: number) => () => failing(status)

describe('a completion', () => {
  it('returns the answer, who gave it and what it took', async () => {
    const server = await serve(() =>
      answering(goodAnswer, { prompt: 1_000, completion: 100, cached: 400, reasoning: 30 }),
    )
    const models = start({ providers: { alpha: server.url } })

    const completion = await models.ask('how many?')

    expect(completion).toEqual({
      value: goodAnswer,
      model: 'alpha/m',
      promptVersion: 'judge_values@7',
      usage: { input: 600, cacheRead: 400, cacheWrite: 0, output: 100, reasoning: 30 },
      // 600 × 3 + 400 × 0.3 + 100 × 15, for a million.
      cost: '0.00342',
      cached: false,
      attempts: 1,
    })
  })

  it('waits as long as a provider wants before it asks the same model again', async () => {
    const server = await serve((_, index) => (index === 0 ? failing(429, 'slow down', 1) : well()))
    const models = start({ providers: { alpha: server.url } })

    const completion = await models.ask()

    const [first, second] = server.asked
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
    expect(completion.attempts).toBe(2)
  })

  it('asks again after failures that pass, and writes each call down', async () => {
    const server = await serve(
      (_, index) => [failing(429, 'x', 0), failing(503), failing(500), well()][index] ?? well(),
    )
    const models = start({ providers: { alpha: server.url } })

    const completion = await models.ask()

    expect(server.asked).toHaveLength(4)
    expect(completion.attempts).toBe(4)
    expect(
      (await models.ledger()).map(({ outcome, attempt, status, cost }) => [outcome, attempt, status, cost]),
    ).toEqual([
      ['rate_limited', 1, 429, '0'],
      ['overloaded', 2, 503, '0'],
      ['server_error', 3, 500, '0'],
      ['ok', 4, null, '0.00045'],
    ])
  })

  it('does not ask again what asking again cannot help', async () => {
    const server = await serve(always(400))
    const models = start({ providers: { alpha: server.url } })

    const { hops } = await exhausted(models.ask())

    expect(server.asked).toHaveLength(1)
    expect(hops).toMatchObject([{ model: 'alpha/m', kind: 'bad_request', attempts: 1 }])
  })

  it('goes to the next model when one has failed for good', async () => {
    const [ill, healthy] = [await serve(always(500)), await serve(well)]
    const models = start({ providers: { alpha: ill.url, beta: healthy.url }, env: { LLM_MAX_RETRIES: '1' } })

    const completion = await models.ask()

    expect(completion.model).toBe('beta/m')
    expect([ill.asked.length, healthy.asked.length]).toEqual([2, 1])
    expect((await models.ledger()).map(({ model, outcome }) => [model, outcome])).toEqual([
      ['alpha/m', 'server_error'],
      ['alpha/m', 'server_error'],
      ['beta/m', 'ok'],
    ])
  })

  it('goes on when the provider of an aggregator has failed behind a 400', async () => {
    const aggregator = await serve(() => failing(400, 'Provider returned error'))
    const healthy = await serve(well)
    const models = start({ providers: { alpha: aggregator.url, beta: healthy.url }, env: { LLM_MAX_RETRIES: '0' } })

    expect((await models.ask()).model).toBe('beta/m')
    expect((await models.ledger())[0]?.outcome).toBe('upstream')
  })

  it('says why each model did not answer', async () => {
    const [ill, shut] = [await serve(always(500)), await serve(always(401))]
    const models = start({
      providers: { alpha: ill.url, beta: shut.url, gone: 'http://127.0.0.1:9/v1' },
      env: { LLM_MAX_RETRIES: '0' },
    })

    const error = await exhausted(models.ask())

    expect(error.hops.map(({ model, kind }) => [model, kind])).toEqual([
      ['alpha/m', 'server_error'],
      ['beta/m', 'unauthorized'],
      ['gone/m', 'network'],
    ])
    expect(error.kind).toBe('network')
  })

  it('never asks another provider than the one that is required', async () => {
    const other = await serve(well)
    const models = start({
      providers: { alpha: 'http://127.0.0.1:9/v1', beta: other.url },
      route: { provider: 'alpha' },
      env: { LLM_MAX_RETRIES: '0' },
    })

    const error = await exhausted(models.ask())

    expect(other.asked).toEqual([])
    expect(error.rejected).toEqual([{ model: 'beta/m', reason: 'the task requires alpha' }])
  })

  it('leaves a model alone that failed too often, and tries it again later', async () => {
    let ill = true
    const server = await serve(() => (ill ? failing(500) : well()))
    const env = { LLM_MAX_RETRIES: '0', LLM_BREAKER_THRESHOLD: '3', LLM_BREAKER_RECOVERY_MS: '300' }
    const models = start({ providers: { alpha: server.url }, env })
    for (let time = 0; time < 3; time += 1) await exhausted(models.ask())

    expect((await exhausted(models.ask())).kind).toBe('circuit_open')
    expect(server.asked).toHaveLength(3)
    expect(await models.ledger()).toHaveLength(3)

    ill = false
    await expect
      .poll(
        () =>
          models.ask().then(
            ({ attempts }) => attempts,
            () => 0,
          ),
        { timeout: 5_000 },
      )
      .toBe(1)
    expect(server.asked).toHaveLength(4)
  })

  it('does not take a full house for an illness', async () => {
    const server = await serve(() => failing(429, 'x', 0))
    const env = { LLM_MAX_RETRIES: '0', LLM_BREAKER_THRESHOLD: '2' }
    const models = start({ providers: { alpha: server.url }, env })

    for (let time = 0; time < 4; time += 1) expect((await exhausted(models.ask())).kind).toBe('rate_limited')
  })

  it('ends a call that takes too long', async () => {
    const server = await serveNever()
    const models = start({ providers: { alpha: server.url }, env: { LLM_TIMEOUT_MS: '150', LLM_MAX_RETRIES: '0' } })

    expect((await exhausted(models.ask())).kind).toBe('timeout')
    expect(await models.ledger()).toMatchObject([{ outcome: 'timeout', cost: null, input: null }])
  })
})

describe('an answer of no use', () => {
  it('is asked for again, with more room or with what is wrong, and paid for each time', async () => {
    const replies = [answering('{"word": "y', undefined, 'length'), answering({ word: 'yes', count: 'many' }), well()]
    const server = await serve((_, index) => replies[index] ?? well())
    const models = start({ providers: { alpha: server.url } })

    const completion = await models.ask('how many?')

    expect(completion).toMatchObject({
      value: goodAnswer,
      attempts: 3,
      cost: '0.00135',
      usage: { input: 300, output: 30 },
    })
    expect((await models.ledger()).map(({ outcome, cost }) => [outcome, cost])).toEqual([
      ['truncated', '0.00045'],
      ['bad_output', '0.00045'],
      ['ok', '0.00045'],
    ])
    const [first, second, third] = server.asked.map(({ body }) => body)
    expect([first?.max_tokens, second?.max_tokens]).toEqual([200, 400])
    expect(second?.messages).toEqual(first?.messages)
    expect(third?.messages.slice(0, 2)).toEqual(first?.messages)
    expect(third?.messages.slice(2)).toMatchObject([
      { role: 'assistant', content: '{"word":"yes","count":"many"}' },
      { role: 'user', content: expect.stringContaining('count: must be a number') },
    ])
  })

  it('is asked for twice more and no further; then it is the turn of the next model', async () => {
    const [poor, good] = [await serve(() => answering('I would rather not say.')), await serve(well)]
    const models = start({ providers: { alpha: poor.url, beta: good.url } })

    expect(await models.ask()).toMatchObject({ model: 'beta/m', attempts: 4 })
    expect(poor.asked).toHaveLength(3)
  })

  it('that was cut off where there is no more room is told to whoever can ask for less', async () => {
    const [cut, ill] = [await serve(() => answering('{"w', undefined, 'length')), await serve(always(500))]
    const models = start({
      providers: { alpha: cut.url, beta: ill.url },
      model: { 'alpha/m': { maxOutputTokens: 200 } },
      env: { LLM_MAX_RETRIES: '0' },
    })

    const error = await exhausted(models.ask())

    expect(cut.asked).toHaveLength(1)
    expect(error.hops.map(({ kind }) => kind)).toEqual(['server_error', 'truncated'])
    expect(error.kind).toBe('truncated')
  })

  it('that is a refusal goes to the next model at once', async () => {
    const [prim, good] = [await serve(() => answering('', undefined, 'content_filter')), await serve(well)]
    const models = start({ providers: { alpha: prim.url, beta: good.url } })

    expect(await models.ask()).toMatchObject({ model: 'beta/m', attempts: 2 })
    expect((await models.ledger()).map(({ outcome }) => outcome)).toEqual(['refusal', 'ok'])
  })

  it('to a question that does not fit goes where there is more room', async () => {
    const [small, same, large] = [
      await serve(() => failing(400, "This model's maximum context length is 4096 tokens")),
      await serve(well),
      await serve(well),
    ]
    const models = start({
      providers: { alpha: small.url, beta: same.url, gamma: large.url },
      model: { 'gamma/m': { contextWindow: 64_000 } },
    })

    expect((await models.ask()).model).toBe('gamma/m')
    expect([small.asked.length, same.asked.length]).toEqual([1, 0])
  })
})

describe('an abort', () => {
  it('ends a call at once with its reason, and the call is written down', async () => {
    const server = await serveNever()
    const models = start({ providers: { alpha: server.url } })
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const completion = models.ask('slowly', controller.signal)
    await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBe(1)

    controller.abort(reason)

    await expect(completion).rejects.toBe(reason)
    await models.gateway.close()
    expect(await models.ledger()).toMatchObject([{ outcome: 'aborted', cost: null }])
  })

  it('before anything is asked asks nothing', async () => {
    const server = await serve(well)
    const models = start({ providers: { alpha: server.url } })
    const reason = new Error('never mind')

    await expect(models.ask('at all', AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(server.asked).toEqual([])
  })

  it('ends the wait for a limit', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const server = await serve((_, index) => (index === 0 ? held.then(well) : well()))
    const models = start({ providers: { alpha: server.url }, env: { LLM_MAX_CALLS: '1' } })
    const first = models.ask()
    await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBe(1)
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const second = models.ask('in line', controller.signal)

    controller.abort(reason)

    await expect(second).rejects.toBe(reason)
    release()
    expect((await first).attempts).toBe(1)
    expect((await models.ask()).attempts).toBe(1)
    expect(server.asked).toHaveLength(2)
  })
})
