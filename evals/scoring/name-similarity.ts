/** Only letters and digits, lower case: two spellings with the same key are the same name to every scorer. */
export const nameKey = (name: unknown): string =>
  String(name ?? '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '')

const emptyWords = new Set('the a an of for and to in on proposal stage update js'.split(' '))

const nameWords = (name: string): Set<string> =>
  new Set(
    name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== '' && !emptyWords.has(word))
      .map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)),
  )

const containment = (one: string, other: string): number => {
  const shorter = Math.min(one.length, other.length)
  if (shorter < 4 || !(one.includes(other) || other.includes(one))) return 0
  return 0.9 * Math.sqrt(shorter / Math.max(one.length, other.length)) + 0.05
}

const dice = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  let common = 0
  for (const word of one) if (other.has(word)) common++
  return common === 0 ? 0 : (0.95 * 2 * common) / (one.size + other.size)
}

/** How well a predicted name fits one of the labelled names: 1 for the same key, else containment or common words. */
export const nameSimilarity = (name: string, labelled: readonly string[]): number => {
  const key = nameKey(name)
  if (key === '') return 0
  const words = nameWords(name)
  let best = 0
  for (const candidate of labelled) {
    const candidateKey = nameKey(candidate)
    if (candidateKey === '') continue
    if (candidateKey === key) return 1
    best = Math.max(best, containment(candidateKey, key), dice(words, nameWords(candidate)))
  }
  return best
}
