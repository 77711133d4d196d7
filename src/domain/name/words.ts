/**
 * A normalised word and where it stands in its text. Words that were run together ("DisplayNames") become several;
 * `head` and `tail` mark where the written word begins and ends, and its head carries the whole as `joined`.
 */
export type Word = {
  text: string
  start: number
  end: number
  head: boolean
  tail: boolean
  joined: { text: string; words: number } | null
}

const invisible = '\\u200B-\\u200D\\u2060\\uFEFF\\u00AD'
const written = new RegExp(
  `#\\p{N}+|\\p{N}+(?:[.,]\\p{N}+)*(?![\\p{L}])|[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}${invisible}]*(?:['’]\\p{L}+)*(?:\\+\\+|#(?![\\p{L}\\p{N}]))?`,
  'gu',
)
const invisibles = new RegExp(`[${invisible}]`, 'gu')
const humps = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u
const pluralAcronym = /^(\p{Lu}{2,})s$/u

/** The words of a text, the same for names and for speech, so that a name is found wherever its words stand. */
export const wordsOf = (text: string): Word[] => {
  const words: Word[] = []
  for (const match of text.matchAll(written)) addWritten(words, match[0], match.index)
  return words
}

function addWritten(words: Word[], raw: string, start: number): void {
  const acronym = pluralAcronym.exec(raw)?.[1]
  const parts = acronym ? [acronym] : raw.split(humps)
  const from = words.length
  let offset = start
  for (const part of parts) {
    const text = normalWord(part)
    const end = acronym ? start + raw.length : offset + part.length
    if (text !== '') words.push({ text, start: offset, end, head: false, tail: false, joined: null })
    offset = end
  }
  const first = words[from]
  const last = words.at(-1)
  if (!first || !last) return
  first.head = true
  last.tail = true
  const count = words.length - from
  if (count > 1) first.joined = { text: normalWord(raw), words: count }
}

/** One spelling for case, width, possessives and plurals. Digits and versions stay as they are. */
const normalWord = (raw: string): string => {
  const lower = raw.replace(invisibles, '').normalize('NFKC').toLowerCase()
  const bare = lower
    .replace(/['’]s$/u, '')
    .replace(/['’]/gu, '')
    .replace(/(?<=\d),(?=\d)/g, '')
  return singular(bare)
}

/** One form for both numbers, not always a word: "boxes" and "box", "caches" and "cache" are each the same. */
function singular(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  if (/(?:ss|sh|ch|x|z)e$/.test(word)) return word.slice(0, -1)
  if (!word.endsWith('s')) return word
  if (/(?:ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}
