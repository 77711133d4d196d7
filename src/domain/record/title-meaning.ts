import { contentOf, titleKey } from '../name/claims.ts'
import type { NameView } from '../name/name-book.ts'
import { isFrame } from '../name/title-frame.ts'
import { mostOthers, type ShortMeaning } from './short-meaning.ts'

const mostTitleWords = 12
const mostNameWords = 5
/** A title is about a name when that takes so much of it: all words of the name, or all but one. */
const leastShare = { whole: 0.5, partly: 0.7 }

/**
 * What a title is about when no name and no short form stands in it: the only thing of which all words, or of a longer
 * name all but one, are in it in whatever order.
 */
export const titleMeaning = (
  book: NameView,
  text: string,
  thingOf: (claimants: readonly { id: string }[]) => string[],
): ShortMeaning | undefined => {
  const words = [...new Set(contentOf(text))]
  if (words.length < 2 || words.length > mostTitleWords) return undefined
  const subject = words.filter((word) => !isFrame(word)).length
  for (let size = Math.min(mostNameWords, words.length); size > 1; size--) {
    const claimants = subsetsOf(words, size).flatMap((some) => book.claimants(titleKey(some)))
    const close = claimants.filter(({ id }) => {
      const isWhole = contentOf(book.get(id)?.surface ?? '').length <= size
      return size >= subject * (isWhole ? leastShare.whole : leastShare.partly)
    })
    const things = thingOf(close)
    if (things.length === 1 && things[0] !== undefined) return { id: things[0] }
    if (things.length > 1) return things.length > mostOthers ? undefined : { others: things }
  }
  return undefined
}

function subsetsOf(words: readonly string[], size: number): string[][] {
  if (size === 0) return [[]]
  return words.flatMap((word, at) => subsetsOf(words.slice(at + 1), size - 1).map((rest) => [word, ...rest]))
}
