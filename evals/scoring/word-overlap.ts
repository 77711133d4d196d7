const emptyWords = new Set(
  (
    'the a an of for and to in on at by with from is are be was were will it that this we i you he she they ' +
    'our your his her their as or not so do does did have has had get got'
  ).split(' '),
)

const contentWords = (text: unknown): Set<string> =>
  new Set(
    String(text ?? '')
      .toLowerCase()
      .normalize('NFKD')
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== '' && !emptyWords.has(word))
      .map((word) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, '') : word)),
  )

const common = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  let count = 0
  for (const word of one) if (other.has(word)) count++
  return count
}

/** Shared content words as a share of the shorter text: 1 when one text holds every word of the other. */
export const wordOverlap = (one: unknown, other: unknown): number => {
  const first = contentWords(one)
  const second = contentWords(other)
  return common(first, second) / Math.max(1, Math.min(first.size, second.size))
}

/** Shared content words as a share of all words of both texts. */
export const wordJaccard = (one: unknown, other: unknown): number => {
  const first = contentWords(one)
  const second = contentWords(other)
  const both = common(first, second)
  return both / Math.max(1, first.size + second.size - both)
}
