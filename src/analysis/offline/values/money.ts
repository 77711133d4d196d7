import { numberAt } from '../text/numbers.ts'
import { tableOf } from '../text/table.ts'
import type { Token } from '../text/token.ts'

const currencies = tableOf({
  $: 'USD',
  dollar: 'USD',
  dollars: 'USD',
  bucks: 'USD',
  usd: 'USD',
  '€': 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  eur: 'EUR',
  '£': 'GBP',
  pound: 'GBP',
  pounds: 'GBP',
  quid: 'GBP',
  gbp: 'GBP',
  '¥': 'JPY',
  yen: 'JPY',
  jpy: 'JPY',
  chf: 'CHF',
  francs: 'CHF',
  cad: 'CAD',
  aud: 'AUD',
  aussie: 'AUD',
  canadian: 'CAD',
  sterling: 'GBP',
  shilling: 'KES',
  shillings: 'KES',
  kes: 'KES',
  rupee: 'INR',
  rupees: 'INR',
  inr: 'INR',
  kroner: 'NOK',
  nok: 'NOK',
  sek: 'SEK',
  kronor: 'SEK',
  zloty: 'PLN',
  yuan: 'CNY',
})

export type MoneyAt = { amount: number; currency: string | null; from: number; to: number }

/** The first amount in a range: "$38k", "38,000 euro", "four hundred and twenty thousand pounds". Without a currency it must be 1,000 or more. */
export const findMoney = (tokens: readonly Token[], from: number, to: number): MoneyAt | undefined => {
  for (let at = from; at < to; at++) {
    const sign = currencies.get(tokens[at]?.norm ?? '')
    const start = sign !== undefined ? at + 1 : at
    const number = numberAt(tokens, start)
    if (!number) continue
    const after = currencies.get(tokens[number.to]?.norm ?? '')
    const currency = sign ?? after ?? null
    if (isRate(tokens, after ? number.to + 1 : number.to)) {
      at = number.to - 1
      continue
    }
    if (currency !== null || number.value >= 1_000)
      return { amount: number.value, currency, from: at, to: after ? number.to + 1 : number.to }
    at = number.to - 1
  }
  return undefined
}

const rateUnits = /^(?:hour|day|week|month|head|person|seat|user|unit|piece|night|pop|time|kilo|metre|meter|mile)$/

/** "Eleven thousand a month" is what something costs as it goes, no sum. What is said of a year is one. */
const isRate = (tokens: readonly Token[], at: number): boolean =>
  /^(?:a|an|per|each|every)$/.test(tokens[at]?.norm ?? '') && rateUnits.test(tokens[at + 1]?.norm ?? '')

export const moneyText = (money: { amount: number; currency: string | null }): string =>
  money.currency ? `${money.amount} ${money.currency}` : String(money.amount)

/** The first share in a range: "60%", "sixty percent", "a hundred per cent", "halfway"; a bare number only where `bare`, and when nothing is counted by it. */
export const findPercent = (
  tokens: readonly Token[],
  from: number,
  to: number,
  bare: boolean,
): { value: number; from: number; to: number } | undefined => {
  for (let at = from; at < to; at++) {
    const part = partAt(tokens, at, bare)
    if (part) return { ...part, from: at }
    const number = numberAt(tokens, at)
    if (!number) continue
    const unit = tokens[number.to]?.norm
    const marked = unit === '%' || unit === 'percent' || (unit === 'per' && tokens[number.to + 1]?.norm === 'cent')
    // "That's one" counts; "I'd say ninety" tells a share: shares are guessed in fives.
    const isRound = number.value >= 10 && number.value % 5 === 0
    const alone = bare && isRound && at === from && ((tokens[number.to]?.gap ?? 2) > 0 || number.to >= tokens.length)
    if ((marked || alone) && number.value >= 0 && number.value <= 100)
      return { value: number.value, from: at, to: number.to + (marked ? (unit === 'per' ? 2 : 1) : 0) }
    at = number.to - 1
  }
  return undefined
}

const partWords = /^(?:done|there|way|finished|complete|through|built|ready|of|in)$/
const parts = tableOf({ third: 33, thirds: 67, quarter: 25, quarters: 75 })
const counts = tableOf({ a: 1, one: 1, two: 2, three: 3 })

const endsThere = (tokens: readonly Token[], at: number): boolean => at >= tokens.length || (tokens[at]?.gap ?? 0) > 0

/** "Halfway", "half done", "a third through", "two thirds of the way", "three quarters". */
const partAt = (tokens: readonly Token[], at: number, bare: boolean): { value: number; to: number } | undefined => {
  const [first, second] = [tokens[at]?.norm ?? '', tokens[at + 1]?.norm ?? '']
  if (first === 'halfway') return { value: 50, to: at + 1 }
  if (first === 'half' && bare && endsThere(tokens, at + 1)) return { value: 50, to: at + 1 }
  if (first === 'half' && partWords.test(second) && second !== 'of' && second !== 'in') return { value: 50, to: at + 1 }
  const [count, value] = [counts.get(first), parts.get(second)]
  if (count === undefined || value === undefined || count > 1 !== second.endsWith('s')) return undefined
  return partWords.test(tokens[at + 2]?.norm ?? '') ? { value, to: at + 2 } : undefined
}
