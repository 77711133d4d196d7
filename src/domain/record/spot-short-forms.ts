import type { NameView } from '../name/name-book.ts'
import { spotClaims } from '../name/spot-claims.ts'
import type { Spot, SpottedText } from '../name/spot-names.ts'
import type { ClaimReader } from './claim-meaning.ts'
import { isPlaced } from './name-meaning.ts'
import type { ShortMeaning } from './short-meaning.ts'

export type ShortSpot = Spot & { short: boolean }

type Found = { spot: Omit<Spot, 'names'>; meant: ShortMeaning }

/**
 * What was spotted in a text together with the short forms in it. A short form takes the place of names that were only
 * guessed to be some, never that of a name that somebody told.
 */
export const spotShortForms = (
  book: NameView,
  text: SpottedText,
  spots: readonly Spot[],
  claims: ClaimReader,
): { spots: ShortSpot[]; unclear: { candidates: string[] }[] } => {
  const isGuess = (spot: Spot): boolean =>
    spot.names.every(({ id }) => book.shape(id)?.guessed === true && !isPlaced(book, id))
  const told = spots.filter((spot) => !isGuess(spot))
  const found: Found[] = spotClaims(claims.forms, text, told, claims.ofShortForm)
  const isPerson = (spot: Spot): boolean => spot.names.every(({ id }) => book.shape(id)?.person === true)
  if (text.announces && !found.some(({ meant }) => 'id' in meant) && told.every(isPerson)) {
    const meant = claims.ofTitle(text.text)
    const [first, last] = [text.words[0], text.words.at(-1)]
    if (meant && first && last) {
      const [start, end] = [first.start, last.end]
      found.push({ spot: { segment: text.segment, start, end, surface: text.text.slice(start, end) }, meant })
    }
  }
  const short = found.flatMap(({ spot, meant }): ShortSpot[] => {
    const name = 'id' in meant ? book.get(meant.id) : undefined
    const { segment, start, end, surface } = spot
    return name ? [{ segment, start, end, surface, names: [name], short: true }] : []
  })
  const isCovered = (spot: Spot) => short.some(({ start, end }) => spot.start < end && spot.end > start)
  const kept = spots.filter((spot) => !isGuess(spot) || !isCovered(spot)).map((spot) => ({ ...spot, short: false }))
  return {
    spots: [...kept, ...short].sort((a, b) => a.start - b.start),
    unclear: found.flatMap(({ meant }) => ('others' in meant ? [{ candidates: meant.others }] : [])),
  }
}
