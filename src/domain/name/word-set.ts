import { wordsOf } from './words.ts'

/** No key of a name is longer, so no longer word can be part of one. */
const longestWord = 200
/** More than any talk has; what goes beyond in one segment is noise and would only fill the index. */
const mostWords = 20_000

/**
 * Every word that spotting may read in a text: each normalised word, and words that were run together as a whole. A name
 * occurs in the text only if all words of its key are here.
 */
export const wordSetOf = (text: string): string[] => {
  const set = new Set<string>()
  const add = (word: string): void => {
    if (word.length <= longestWord) set.add(word)
  }
  for (const word of wordsOf(text)) {
    if (set.size >= mostWords) break
    add(word.text)
    if (word.joined) add(word.joined.text)
  }
  return [...set].sort()
}
