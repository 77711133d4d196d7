import type { Sentence } from '../reading/sentence.ts'

const closedClass = new Set(
  'the a an this that these those our your my his her its their i we you he she it they and but so or if then when what who why how is are was were do did does has have had will would can could should not no yes okay ok well now just also all any some every each both next last first second new old other another same big main whole monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december today tomorrow'.split(
    ' ',
  ),
)

/** True for a word that is written as part of a proper name: a capital, a digit inside, never a word of the closed classes. */
export const isNameWord = (sentence: Sentence, token: number): boolean => {
  const at = sentence.tokens[token]
  if (!at || closedClass.has(at.norm)) return false
  const first = sentence.text[at.start - sentence.start] ?? ''
  return /\p{Lu}/u.test(first) || (/\d/.test(first) && at.end - at.start <= 4)
}

const longestName = 4

/** The run of name words that begins at a token, as [from, to); empty when there is none. */
export const nameRunFrom = (sentence: Sentence, token: number): { from: number; to: number } => {
  let to = token
  while (to - token < longestName && isNameWord(sentence, to) && (to === token || sentence.tokens[to]?.gap === 0)) to++
  const startsWithDigit = /^\d/.test(sentence.tokens[token]?.norm ?? '')
  return startsWithDigit ? { from: token, to: token } : { from: token, to }
}

/** The run of name words that ends before a token, whatever stands between the two. */
export const nameRunBefore = (sentence: Sentence, token: number): { from: number; to: number } => {
  let from = token
  const joined = () => from === token || sentence.tokens[from]?.gap === 0
  while (token - from < longestName && from > 0 && joined() && isNameWord(sentence, from - 1)) from--
  while (from < token && /^\d/.test(sentence.tokens[from]?.norm ?? '')) from++
  return { from, to: token }
}
