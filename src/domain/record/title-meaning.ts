import { contentOf, titleKey } from '../name/claims.ts'
import type { NameView } from '../name/name-book.ts'
import { isFrame } from '../name/title-frame.ts'
import { crowd, mostOthers, type ShortMeaning } from './short-meaning.ts'

const mostTitleWords = 12
const mostNameWords = 5
/** Words besides the first two. */
const additions = [0, 1, 2, 3]
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
  const claims = titleKeysIn(book, words).flatMap(({ key, size }) =>
    book.forms.of(key).flatMap(({ id }, _, all) => {
      if (all.length > crowd) return []
      const isWhole = contentOf(book.get(id)?.surface ?? '').length <= size
      return size >= subject * (isWhole ? leastShare.whole : leastShare.partly) ? [{ id, size }] : []
    }),
  )
  for (let size = mostNameWords; size > 1; size--) {
    const things = thingOf(claims.filter((claim) => claim.size === size))
    if (things.length === 1 && things[0] !== undefined) return { id: things[0] }
    if (things.length > 1) return things.length > mostOthers ? undefined : { others: things }
  }
  return undefined
}

/** Title forms of which all words are here. Only what begins as one does is put together: most titles hold none. */
function titleKeysIn({ forms }: NameView, words: readonly string[]): { key: string; size: number }[] {
  const sorted = [...words].sort()
  return sorted.flatMap((first, at) =>
    sorted.slice(at + 1).flatMap((second, next) => {
      if (!forms.begins(titleKey([first, second]))) return []
      const rest = sorted.slice(at + next + 2)
      return additions.flatMap((size) =>
        subsetsOf(rest, size).flatMap((more) => {
          const key = titleKey([first, second, ...more])
          return forms.has(key) ? [{ key, size: 2 + more.length }] : []
        }),
      )
    }),
  )
}

function subsetsOf(words: readonly string[], size: number): string[][] {
  if (size === 0) return [[]]
  return words.flatMap((word, at) => subsetsOf(words.slice(at + 1), size - 1).map((rest) => [word, ...rest]))
}
