import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { useModelBench, well } from '../../support/model-bench.ts'
import { readLedger } from '../../support/model-ledger.ts'
import type { ModelServer } from '../../support/model-server.ts'
import { type ModelsOptions, openModels } from '../../support/models.ts'
import { type RunningProcess, startScript } from '../../support/processes.ts'

const bench = useModelBench()

const { serve } = bench
const ask = (
  server: ModelServer,
  tenantId: string,
  questions: string[],
  env: Record<string, string>,
): RunningProcess => {
  const options: ModelsOptions = { databaseUrl: bench.databaseUrl(), providers: { alpha: server.url }, env }
  const child = startScript('test/support/asking-process.ts', [JSON.stringify({ options, tenantId, questions })])
  bench.closing({ close: () => child.stop('SIGKILL') })
  return child
}
const questions = (count: number): string[] => Array.from({ length: count }, () => randomUUID())
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds)).then(well)

describe('calls of several processes', () => {
  it('are never more at once than the provider takes, and no fewer while there is work', async () => {
    const server = await serve(() => after(120))
    const tenantId = randomUUID()
    const env = { LLM_MAX_CALLS: '4', MAX_PARALLEL_LLM_CALLS: '10' }

    const children = [1, 2, 3].map(() => ask(server, tenantId, questions(12), env))
    await Promise.all(children.map((child) => child.waitForLine(/^done$/)))

    expect(server.asked).toHaveLength(36)
    expect(server.peak()).toBe(4)
  })

  it('get on with the places of a process that was killed within seconds', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    bench.closing({ close: async () => release() })
    const dead = new Set(questions(2))
    const server = await serve(({ messages }) =>
      dead.has(String(messages.at(-1)?.content)) ? held.then(well) : well(),
    )
    const env = { LLM_MAX_CALLS: '2' }
    const killed = ask(server, randomUUID(), [...dead], env)
    await expect.poll(() => server.asked.length, { timeout: 20_000 }).toBe(2)
    const other = ask(server, randomUUID(), questions(6), env)
    await other.waitForLine(/^asking$/)

    await killed.stop('SIGKILL')
    const started = performance.now()
    await other.waitForLine(/^done$/, 20_000)

    expect(performance.now() - started).toBeLessThan(15_000)
    expect(server.asked).toHaveLength(8)
  })

  it('all leave a provider in peace that has asked one of them for a rest', async () => {
    const server = await serve((_, index) =>
      index === 0 ? { status: 429, error: { message: 'slow down' }, retryAfter: 3 } : well(),
    )
    const [tenantId, env] = [randomUUID(), { MAX_PARALLEL_LLM_CALLS: '1' }]
    const first = ask(server, tenantId, questions(1), env)
    await expect.poll(() => server.asked.length, { timeout: 20_000 }).toBe(1)
    const models = openModels({ databaseUrl: bench.databaseUrl(), providers: { alpha: server.url } })
    bench.closing(models)
    await expect.poll(async () => (await readLedger(models.db, tenantId)).length).toBe(1)

    const others = [ask(server, tenantId, questions(2), env), ask(server, tenantId, questions(2), env)]
    await Promise.all([first, ...others].map((child) => child.waitForLine(/^done$/)))

    const [refused, ...rest] = server.asked.map(({ at }) => at)
    expect(rest).toHaveLength(5)
    expect(Math.min(...rest) - (refused ?? 0)).toBeGreaterThanOrEqual(2_900)
  })
})
