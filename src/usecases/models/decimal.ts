/** Digits after the point that a cost is kept with. */
const digits = 10
const one = 10n ** BigInt(digits)

const toUnits = (amount: string): bigint => {
  const [whole = '0', part = ''] = amount.split('.')
  const units = BigInt(whole) * one
  const rest = BigInt(part.slice(0, digits).padEnd(digits, '0'))
  return amount.startsWith('-') ? units - rest : units + rest
}

const fromUnits = (units: bigint): string => {
  const size = units < 0n ? -units : units
  const part = (size % one).toString().padStart(digits, '0').replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${size / one}${part === '' ? '' : `.${part}`}`
}

/** The exact sum of decimals that are given as text. */
export const addDecimals = (amounts: readonly string[]): string =>
  fromUnits(amounts.reduce((sum, amount) => sum + toUnits(amount), 0n))

/** A decimal times a number of pieces, or times a share to four digits. */
export const timesDecimal = (amount: string, factor: number): string =>
  fromUnits((toUnits(amount) * BigInt(Math.round(factor * 10_000))) / 10_000n)

/** How many times the other one is, to four digits; null beside nothing. */
export const ratioOf = (amount: string, other: string): number | null => {
  const whole = toUnits(other)
  return whole === 0n ? null : Number((toUnits(amount) * 10_000n) / whole) / 10_000
}
