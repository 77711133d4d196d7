/** The distinct trigrams of a key, each word padded, so that beginnings of words weigh more. */
export const trigramsOf = (key: string): string[] => {
  const grams = new Set<string>()
  for (const word of key.split(' ')) {
    const padded = `  ${word} `
    for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3))
  }
  return [...grams]
}

/** Two keys are compared further only when twice their common trigrams are at least this share of all, in hundredths. */
const shortlistShare = 50

export const isShortlisted = (common: number, sizeA: number, sizeB: number): boolean =>
  200 * common >= shortlistShare * (sizeA + sizeB)
