import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { readLedger } from '../../support/model-ledger.ts'
import { answering, failing, type ServedUsage, startModelServer } from '../../support/model-server.ts'
import { askingTask, goodAnswer, openModels, scopeOf } from '../../support/models.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Every kind of reply now and then, by its number alone. */
const usageOf = (index: number): ServedUsage => {
  const [prompt, completion] = [100 + ((index * 7_919) % 5_000), 20 + ((index * 104_729) % 700)]
  return {
    prompt,
    completion,
    cached: index % 3 === 0 ? Math.floor(prompt / 2) : 0,
    reasoning: index % 4 === 0 ? Math.floor(completion / 3) : 0,
  }
}

it('equals what was served, to the token and to the smallest part of a cent, bad answers included', async () => {
  const served: ServedUsage[] = []
  const server = await startModelServer((_, index) => {
    if (index % 11 === 5) return failing(500)
    served.push(usageOf(index))
    return answering(index % 5 === 2 ? 'no JSON at all' : goodAnswer, usageOf(index))
  })
  const env = { LLM_MAX_RETRIES: '5', MAX_PARALLEL_LLM_CALLS: '8' }
  const models = openModels({ databaseUrl: database.url, providers: { alpha: server.url }, env })
  const tenantId = randomUUID()

  const asked = await Promise.allSettled(
    Array.from({ length: 60 }, (_, index) =>
      models.gateway.complete(askingTask(), `question ${index}`, {
        scope: scopeOf(tenantId),
        signal: new AbortController().signal,
      }),
    ),
  )
  const rows = await readLedger(models.db, tenantId)
  const days = await models.db.app.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('tl.tenant', ${tenantId}, true)`
    return tx.$queryRaw<
      { cost: string; calls: number }[]
    >`SELECT trim_scale(sum(cost))::text AS cost, sum(calls)::int AS calls FROM model_spend`
  })
  await models.close()
  await server.close()

  const sum = (values: readonly (number | null | undefined)[]): number =>
    values.reduce<number>((all, one) => all + (one ?? 0), 0)
  // Prices of a million tokens: 3, cached 0.3, answered 15. In units of 10^-7 dollars all of it is whole numbers.
  const units = sum(
    served.map((one) => (one.prompt - (one.cached ?? 0)) * 30 + (one.cached ?? 0) * 3 + one.completion * 150),
  )
  const completed = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(rows).toHaveLength(server.asked.length)
  expect(sum(rows.map((row) => row.input))).toBe(sum(served.map((one) => one.prompt - (one.cached ?? 0))))
  expect(sum(rows.map((row) => row.cacheRead))).toBe(sum(served.map((one) => one.cached)))
  expect(sum(rows.map((row) => row.output))).toBe(sum(served.map((one) => one.completion)))
  expect(sum(rows.map((row) => row.reasoning))).toBe(sum(served.map((one) => one.reasoning)))
  expect(sum(rows.map((row) => Math.round(Number(row.cost) * 1e7)))).toBe(units)
  expect(Math.round(Number(days[0]?.cost) * 1e7)).toBe(units)
  expect(days[0]?.calls).toBe(server.asked.length)
  expect(sum(completed.map((one) => one.attempts))).toBeLessThanOrEqual(server.asked.length)
  expect(completed.length).toBeGreaterThan(50)
})
