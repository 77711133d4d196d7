import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { calcPrice, findProvider, type PriceCalculation } from '@pydantic/genai-prices'
import type { ModelPrice } from '../model.ts'

export type ListedModel = { price: ModelPrice; contextWindow: number | null }

/**
 * What the bundled price list says of a model on a day; null where it does not know the model or its price. A cost is
 * never understated: of prices that change with the hour the dearest of the day counts, and where a price rises with
 * the length of the question the context window ends there.
 */
export const findListed = (provider: { id: string; baseUrl: string }, name: string, day: Date): ListedModel | null => {
  const id = findProvider({ providerApiUrl: provider.baseUrl })?.id ?? provider.id
  const found = dearestOfDay(id, name, day)
  if (found === null) return null
  const { input_mtok, output_mtok, cache_read_mtok, cache_write_mtok } = found.model_price
  const input = baseOf(input_mtok)
  const output = baseOf(output_mtok)
  // A model that is free in the list is one whose price is not known to it.
  if (input === undefined || output === undefined || (input === 0 && output === 0)) return null
  const changesAt = [input_mtok, output_mtok, cache_read_mtok, cache_write_mtok].flatMap(startsOf)
  const window = Math.min(found.model.context_window ?? Number.POSITIVE_INFINITY, ...changesAt)
  return {
    price: {
      input,
      output,
      cacheRead: baseOf(cache_read_mtok),
      cacheWrite: baseOf(cache_write_mtok),
      version: listVersion(),
    },
    contextWindow: Number.isFinite(window) ? window : null,
  }
}

const dearestOfDay = (provider: string, name: string, day: Date): PriceCalculation | null => {
  let dearest: PriceCalculation | null = null
  for (let hour = 0; hour < 24; hour += 1) {
    const at = new Date(day)
    at.setUTCHours(hour, 45, 0, 0)
    const found = calcPrice({ input_tokens: 1, output_tokens: 1 }, name, { providerId: provider, timestamp: at })
    if (found !== null && (dearest === null || found.total_price > dearest.total_price)) dearest = found
    if (found === null || !Array.isArray(found.model.prices)) break
  }
  return dearest
}

type ListPrice = PriceCalculation['model_price'][string]

const baseOf = (price: ListPrice): number | undefined => (typeof price === 'object' ? price.base : price)
const startsOf = (price: ListPrice): number[] =>
  typeof price === 'object' ? price.tiers.map((tier) => tier.start) : []

let version: string | undefined

/** The package does not export its package.json; it lies beside the folder of its code. */
const listVersion = (): string => {
  if (version === undefined) {
    const main = createRequire(import.meta.url).resolve('@pydantic/genai-prices')
    version = (JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')) as { version: string }).version
  }
  return `genai-prices@${version}`
}
