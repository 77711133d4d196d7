import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countStatements } from '../../support/count-statements.ts'
import type { Heard } from './support/heard.ts'
import { type SpokenApi, startSpokenApi } from './support/spoken-api.ts'

let product: SpokenApi
beforeAll(async () => {
  product = await startSpokenApi()
})
afterAll(() => product.close())

const lines = (count: number, value: string): Heard[] =>
  Array.from({ length: count }, (_, at) => {
    const about = `Berth ${1000 + at}`
    return { text: `${about} is ${value}.`, about, dimension: 'status', value }
  })

/** A first meeting that makes this many things, then two that change all of them. */
const statementsFor = async (things: number): Promise<{ making: number; changing: number }> => {
  const tenant = await product.open()
  // The first meeting of a process reads what later ones know: the tracking model and the names.
  await tenant.meet(0, lines(1, 'planned'))
  const making = await countStatements(() => tenant.meet(1, lines(things, 'in progress')))
  const changing = await countStatements(() => tenant.meet(2, lines(things, 'completed')))
  const { items } = await tenant.read<{ items: unknown[] }>('/v1/entities?type=project&limit=200')
  expect(items).toHaveLength(Math.min(things, 200))
  return { making, changing }
}

describe('a meeting', () => {
  it('takes the same number of statements for 10, 100 and 1,000 things', async () => {
    const [ten, hundred, thousand] = [await statementsFor(10), await statementsFor(100), await statementsFor(1000)]

    expect([hundred.changing, thousand.changing]).toEqual([ten.changing, ten.changing])
    expect(hundred.making).toBe(ten.making)
    // So many new names let earlier meetings be looked through in a run of its own, which is submitted as well.
    expect(thousand.making - ten.making).toBeLessThanOrEqual(5)
    // What the steps before it leave is written by hand here, and is among them.
    expect(ten.changing).toBeLessThanOrEqual(33)
  }, 120_000)
})
