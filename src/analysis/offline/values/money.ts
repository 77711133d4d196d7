import { numberAt } from '../text/numbers.ts'
import type { Token } from '../text/token.ts'

const currencies: Readonly<Record<string, string>> = {
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
}

export type MoneyAt = { amount: number; currency: string | null; from: number; to: number }

/** The first amount in a range: "$38k", "38,000 euro", "four hundred and twenty thousand pounds". Without a currency it must be 1,000 or more. */
export const findMoney = (tokens: readonly Token[], from: number, to: number): MoneyAt | undefined => {
  for (let at = from; at < to; at++) {
    const sign = currencies[tokens[at]?.norm ?? '']
    const start = sign !== undefined ? at + 1 : at
    const number = numberAt(tokens, start)
    if (!number) continue
    const after = currencies[tokens[number.to]?.norm ?? '']
    const currency = sign ?? after ?? null
    if (currency !== null || number.value >= 1_000)
      return { amount: number.value, currency, from: at, to: after ? number.to + 1 : number.to }
    at = number.to - 1
  }
  return undefined
}

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
    const norm = tokens[at]?.norm
    if (
      norm === 'halfway' ||
      (norm === 'half' && /^(done|there|way|finished|complete)$/.test(tokens[at + 1]?.norm ?? ''))
    )
      return { value: 50, from: at, to: at + 1 }
    const number = numberAt(tokens, at)
    if (!number) continue
    const unit = tokens[number.to]?.norm
    const marked = unit === '%' || unit === 'percent' || (unit === 'per' && tokens[number.to + 1]?.norm === 'cent')
    const alone = bare && at === from && ((tokens[number.to]?.gap ?? 2) > 0 || number.to >= tokens.length)
    if ((marked || alone) && number.value >= 0 && number.value <= 100)
      return { value: number.value, from: at, to: number.to + (marked ? (unit === 'per' ? 2 : 1) : 0) }
    at = number.to - 1
  }
  return undefined
}
