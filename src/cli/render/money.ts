import type { MoneyType } from '../fields.ts'

/**
 * An amount as people read it: cents from a dollar on, two telling digits below. "unknown" is never shown as nothing.
 * The exact amount is in `--json`.
 */
export const formatMoney = (money: MoneyType | null): string => {
  if (money === null) return 'unknown'
  const sign = money.currency === 'USD' ? '$' : `${money.currency} `
  const value = Number(money.amount)
  if (value === 0) return `${sign}0`
  if (Math.abs(value) >= 1)
    return sign + value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const zeros = /^-?0\.(0*)/.exec(money.amount)?.[1]?.length ?? 0
  return sign + value.toFixed(Math.max(2, zeros + 2))
}

/** "94 %"; nothing where there is nothing to divide. */
export const formatShare = (share: number | null): string =>
  share === null ? '–' : `${Math.round(share * 1000) / 10} %`

export const formatCount = (count: number): string => count.toLocaleString('en')
