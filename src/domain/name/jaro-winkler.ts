/** Jaro-Winkler similarity as an integer 0..100: kind to common beginnings, as names of things have them. */
export const jaroWinkler = (a: string, b: string): number => {
  if (a === b) return 100
  const matches = matchedCharacters(a, b)
  const common = matches.a.length
  if (common === 0) return 0
  let transposed = 0
  for (let at = 0; at < common; at++) if (matches.a[at] !== matches.b[at]) transposed++
  const jaro = (common / a.length + common / b.length + (common - transposed / 2) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++
  return Math.round(100 * (jaro + prefix * 0.1 * (1 - jaro)))
}

/** The characters of each string that have a partner in the other one nearby, in their own order. */
function matchedCharacters(a: string, b: string): { a: string[]; b: string[] } {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const takenB = new Array<boolean>(b.length).fill(false)
  const inA: string[] = []
  for (let i = 0; i < a.length; i++) {
    const to = Math.min(b.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= to; j++) {
      if (takenB[j] || a[i] !== b[j]) continue
      takenB[j] = true
      inA.push(a[i] ?? '')
      break
    }
  }
  return { a: inA, b: [...b].filter((_, j) => takenB[j]) }
}
