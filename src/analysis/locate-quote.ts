import { distance } from 'fastest-levenshtein'
import { type SpokenWord, spokenWords } from './spoken-words.ts'

export type Located = { start: number; end: number }

/** Edit distance is asked for in texts of a sane length only. */
const longestFuzzy = 20_000
/** One wrong letter in so many is a slip of the copyist. */
const lettersPerSlip = 20

/** Finds quotes in one text, whose words are looked at only once. */
export const createQuoteLocator = (text: string): ((quote: string) => Located | null) => {
  let words: SpokenWord[] | undefined
  return (quote) => {
    const verbatim = quote.trim() === '' ? -1 : text.indexOf(quote.trim())
    if (verbatim >= 0) return { start: verbatim, end: verbatim + quote.trim().length }
    words ??= spokenWords(text)
    return locatePieces(quote, words) ?? locatePieces(quote, words.filter(isWord), isWord)
  }
}

/**
 * Where a quote stands in a text: verbatim, else word by word whatever case, spacing and punctuation, else with a few
 * wrong letters. A quote with a gap ("a … b") stands where its pieces follow each other. Null: it is not there.
 */
const locatePieces = (
  quote: string,
  source: readonly SpokenWord[],
  counts: (word: SpokenWord) => boolean = () => true,
): Located | null => {
  const pieces = quote.split(/\s*(?:…|\.{3,}|\[\.\.\.\])\s*/).map((piece) => spokenWords(piece).filter(counts))
  const hits: { from: number; to: number }[] = []
  for (const piece of pieces.filter((words) => words.length > 0)) {
    const hit = locateWords(piece, source, hits.at(-1)?.to ?? 0)
    if (hit === null) return null
    hits.push(hit)
  }
  const [first, last] = [source[hits[0]?.from ?? -1], source[(hits.at(-1)?.to ?? 0) - 1]]
  return first && last ? { start: first.start, end: last.end } : null
}

const locateWords = (wanted: readonly SpokenWord[], source: readonly SpokenWord[], from: number) => {
  for (let at = from; at + wanted.length <= source.length; at += 1)
    if (wanted.every((token, index) => source[at + index]?.word === token.word))
      return { from: at, to: at + wanted.length }
  const phrase = joined(wanted)
  const allowed = Math.floor(phrase.length / lettersPerSlip)
  if (allowed === 0 || source.length * 6 > longestFuzzy) return null
  for (const size of [wanted.length, wanted.length - 1, wanted.length + 1])
    for (let at = from; size > 0 && at + size <= source.length; at += 1) {
      const said = joined(source.slice(at, at + size))
      if (distance(said, phrase) <= allowed && digitsOf(said) === digitsOf(phrase)) return { from: at, to: at + size }
    }
  return null
}

/** Whoever quotes speech leaves out its noise. */
const isWord = (word: SpokenWord): boolean => !word.noise

/** Another digit is another thing, and no slip. */
const digitsOf = (text: string): string => text.replace(/\D+/g, ' ').trim()

const joined = (tokens: readonly SpokenWord[]): string => tokens.map((token) => token.word).join(' ')
