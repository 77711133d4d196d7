import { clip } from '../clip.ts'
import { wordsOf } from '../name/words.ts'

const empty = new Set(
  'a an the of for and or to in on at by with from is are be was were will would it that this we i you he she they our your his her their its as so do does did have has had get got just still now then there here'.split(
    ' ',
  ),
)

const longestKey = 160

/** Every way to deny is one word of the key: "has signed" and "has not signed" say the opposite. */
const denials = new Set('not no never cannot without none nobody nothing neither nor'.split(' '))
/** Begins only where a word does: from each letter of an endless one on, it would be read to its end. */
const contraction = /(?<!\p{L})\p{L}*n['’]t(?!\p{L})/giu

/** What a free text says, without the words that say nothing; short enough to be part of a row's key. */
export const textKey = (text: string): string => {
  const words = wordsOf(text.replace(contraction, ' not')).map((word) => (denials.has(word.text) ? 'not' : word.text))
  const telling = words.filter((word) => !empty.has(word))
  return clip((telling.length > 0 ? telling : words).join(' '), longestKey).trimEnd()
}

/**
 * Whether two free texts say the same: one key, or most telling words in common. Texts whose numbers differ, or of which
 * one alone denies, never do.
 */
export const isSameText = (keyA: string, keyB: string): boolean => {
  if (keyA === keyB) return true
  const [a, b] = [new Set(keyA.split(' ')), new Set(keyB.split(' '))]
  const smaller = Math.min(a.size, b.size)
  if (smaller < 2 || numbersIn(a) !== numbersIn(b) || a.has('not') !== b.has('not')) return false
  const common = [...a].filter((word) => b.has(word)).length
  return 4 * common >= 3 * smaller && 10 * common >= 3 * (a.size + b.size)
}

/** Whether two texts that read otherwise may still say the same: never when they hold other numbers, days or months. */
export const mayMeanTheSame = (keyA: string, keyB: string): boolean => {
  const [a, b] = [new Set(keyA.split(' ')), new Set(keyB.split(' '))]
  const fixed = (words: ReadonlySet<string>) =>
    [...words]
      .filter((word) => calendar.has(word))
      .sort()
      .join(' ')
  return keyA !== '' && keyB !== '' && numbersIn(a) === numbersIn(b) && fixed(a) === fixed(b)
}

/** In the form that words have in keys. "May", "March" and the like are ordinary words too, and tell nothing. */
const calendar = new Set(
  'monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december today tomorrow yesterday'.split(
    ' ',
  ),
)

const numbersIn = (words: ReadonlySet<string>): string =>
  [...words]
    .filter((word) => /\d/.test(word))
    .sort()
    .join(' ')
