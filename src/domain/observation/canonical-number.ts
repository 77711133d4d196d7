/** Six places, never an exponent; null for what is too large to be told from its neighbours. */
export const canonicalNumber = (amount: number): string | null =>
  Math.abs(amount) < 1e15 ? String(Number(amount.toFixed(6))) : null
