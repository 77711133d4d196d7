/**
 * How sure a change is, 1..99, in whole numbers and from the facts alone, so that no order of arithmetic shows in it.
 * What users and catalogues say is certain.
 */
export const confidenceOf = (said: {
  origin: 'machine' | 'import' | 'user'
  base: number
  /** Other statements of the same occasion that agree. */
  agreeing: number
  /** Other values that were asserted on the same occasion. */
  conflicting: number
  allowed: boolean
}): number => {
  if (said.origin !== 'machine') return 100
  const sum =
    said.base + Math.min(10, 5 * said.agreeing) - Math.min(30, 10 * said.conflicting) - (said.allowed ? 0 : 20)
  return Math.max(1, Math.min(99, sum))
}
