import { acceptsSpelling } from './accepts-spelling.ts'
import type { Name } from './name.ts'
import type { NameView } from './name-book.ts'
import { type Word, wordsOf } from './words.ts'

/** Words of a segment (-1: the title) that spell one or more live names. */
export type Spot = { segment: number; start: number; end: number; surface: string; names: readonly Name[] }

/** A segment, or the title (-1), with its words. Titles and headings announce what follows. */
export type SpottedText = { text: string; segment: number; words: readonly Word[]; announces: boolean }

const longestHeading = 14

export const spottedText = (text: string, segment: number, speaker: string | null = ''): SpottedText => {
  const words = wordsOf(text)
  const isHeading = speaker === null && words.length <= longestHeading && !/[.!?]$/.test(text.trim())
  return { text, segment, words, announces: segment === -1 || isHeading }
}

/** All names in a text, the longest at each place, none inside another. */
export const spotNames = (book: NameView, { text, segment, words }: SpottedText, series: string | null): Spot[] => {
  const spots: Spot[] = []
  for (let at = 0; at < words.length; ) {
    const spot = longestAt(book, text, words, at, segment, series)
    if (spot) spots.push(spot.spot)
    at = spot ? spot.next : at + 1
  }
  return spots
}

function longestAt(
  book: NameView,
  text: string,
  words: readonly Word[],
  at: number,
  segment: number,
  series: string | null,
): { spot: Spot; next: number } | undefined {
  for (const match of book.trie.matchesAt(words, at)) {
    const start = words[match.from]?.start ?? 0
    const end = words[match.to - 1]?.end ?? start
    const spelled: Name[] = []
    for (const id of match.items) {
      const name = book.get(id)
      if (name && isInScope(name, series) && acceptsSpelling(name, text, start, end, segment === -1)) spelled.push(name)
    }
    const names = withoutShadowed(spelled)
    if (names.length > 0)
      return { spot: { segment, start, end, surface: text.slice(start, end), names }, next: match.to }
  }
  return undefined
}

export const isInScope = (name: Name, series: string | null): boolean =>
  name.scope === 'tenant' || name.scope === `series:${series}`

/** What the series calls by a word goes before what the tenant calls so; the order is fixed by scope, type and key. */
function withoutShadowed(names: readonly Name[]): Name[] {
  const own = new Set(names.filter((name) => name.scope !== 'tenant').map((name) => name.type))
  return names
    .filter((name) => name.scope !== 'tenant' || !own.has(name.type))
    .sort((a, b) => (`${a.type} ${a.key} ${a.id}` < `${b.type} ${b.key} ${b.id}` ? -1 : 1))
}
