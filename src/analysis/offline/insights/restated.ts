import { fillWords } from '../lexicon/task-words.ts'

const enoughWords = 3
const enoughShare = 0.6

/** Whether two texts say the same in nearly the same words: a recap says again what was said. */
export const isRestated = (one: string, other: string): boolean => {
  const [first, second] = [tellingIn(one), tellingIn(other)]
  if (numbersIn(one) !== numbersIn(other)) return false
  const shared = [...first].filter((word) => second.has(word)).length
  const fewest = Math.min(first.size, second.size)
  if (fewest < enoughWords) return shared === fewest && first.size === second.size && shared > 0
  return shared >= enoughWords && shared / fewest >= enoughShare && shared / Math.max(first.size, second.size) >= 0.4
}

const tellingIn = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => !fillWords.has(word))
      .map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word)),
  )

/** "Paint pier 3" is not "paint pier 4". */
const numbersIn = (text: string): string => (text.match(/\d+/g) ?? []).sort().join(' ')
