/** A word of a text. `noise`: a sound or a slip of the tongue that says nothing. */
export type SpokenWord = { word: string; start: number; end: number; noise: boolean }

/** Sounds, never words: "like", "so" or "well" may carry meaning, and stay. */
const sounds = new Set(['um', 'umm', 'uh', 'uhh', 'er', 'erm', 'eh', 'ah', 'hm', 'hmm', 'mm', 'mmm', 'uhm'])
/** Words that nobody repeats for emphasis: said twice in a row, the first is a slip. */
const small = new Set(
  'the a an i we you he she they it to of in on at by for with from and but or so is are was were be as my our your his her their this if'.split(
    ' ',
  ),
)
/** "th- the", "b-b-blocked": the beginning of a word that is said again. */
const longestStart = 3

/** The words of what somebody said, in order, normalised for case and width. Quotes are found and talk is shortened by the same words. */
export const spokenWords = (text: string): SpokenWord[] => {
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    word: match[0].normalize('NFKC').toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
    noise: false,
  }))
  // From the end, and past the sounds between: of a word that is said three times, the last one stays.
  let next: SpokenWord | undefined
  for (const word of words.reverse()) {
    const isSound = sounds.has(word.word)
    word.noise = isSound || isSlip(word, next, text)
    if (!isSound) next = word
  }
  return words.reverse()
}

const isSlip = (word: SpokenWord, next: SpokenWord | undefined, text: string): boolean => {
  if (!next) return false
  const between = text.slice(word.end, next.start)
  // "re-release" is a word; "b-buoys" and "th- the" are not.
  const longest = between === '-' ? 1 : longestStart
  if (/^-[\s,\p{L}]*$/u.test(between) && word.word.length <= longest && /^\p{L}+$/u.test(word.word))
    return next.word.startsWith(word.word)
  return word.word === next.word && small.has(word.word) && /^[\s,–—\p{L}-]+$/u.test(between)
}
