import { readings, type Token } from '../text/token.ts'
import { compilePhrase, type Phrase, type Piece } from './phrase.ts'

/** Where a cue was found: token indexes [from, to), and what its slots caught. */
export type Hit<T> = {
  cue: string
  tag: T
  from: number
  to: number
  slots: Partial<Record<'value' | 'name', TokenRange>>
}
export type TokenRange = { from: number; to: number }

const freeWords = 4
const slotWords = 12
/** What stands between the two halves of a cue is short: "put the old barn on hold". */
const innerWords = 6
const leadingWords = 8

type Entry<T> = { cue: string; tag: T; phrase: Phrase; place: number }

/** The cues that begin with a word: by the word that must follow it, and those after which anything may. */
type Family<T> = { followed: Map<string, Entry<T>[]>; open: Entry<T>[] }

/**
 * A matcher over all cues at once. Every cue is found by its first two words, and each piece may wander over a bounded
 * number of words only, so the cost is linear in the text whatever the text is.
 */
export const createMatcher = <T>(cues: Iterable<readonly [cue: string, tag: T]>) => {
  const byWord = new Map<string, Family<T>>()
  let place = 0
  for (const [cue, tag] of cues)
    for (const phrase of compilePhrase(cue)) {
      const anchor = phrase.pieces[phrase.anchor]
      if (anchor?.kind !== 'word') continue
      const entry = { cue, tag, phrase, place: place++ }
      for (const word of anchor.words) addTo(byWord, word, entry)
    }

  const find = (tokens: readonly Token[], begin = 0, end = tokens.length): Hit<T>[] => {
    const hits: Hit<T>[] = []
    for (let at = begin; at < end; at++)
      for (const word of readings(tokens[at]?.norm ?? '')) {
        const family = byWord.get(word)
        if (!family) continue
        for (const entry of candidates(family, at + 1 < end ? tokens[at + 1] : undefined)) {
          const hit = matchAt(entry, tokens, at, begin, end)
          if (hit) hits.push(hit)
        }
      }
    return hits
  }
  /**
   * Cues whose first word stands at `at` and whose rest goes on only `skipped` words later ("is … ready to go"), of the
   * cues that begin with two plain words.
   */
  const findApart = (tokens: readonly Token[], at: number, skipped: number): Hit<T>[] => {
    const next = tokens[at + 1 + skipped]
    if (!next) return []
    return readings(tokens[at]?.norm ?? '').flatMap((word) =>
      candidates(byWord.get(word) ?? none, next).flatMap((entry) => {
        const { pieces, anchor } = entry.phrase
        if (pieces[anchor + 1]?.kind !== 'word') return []
        return matchAt(entry, tokens, at, 0, tokens.length, skipped) ?? []
      }),
    )
  }
  return { find, findApart, size: byWord.size }
}

const none = { followed: new Map<string, never[]>(), open: [] }

const addTo = <T>(byWord: Map<string, Family<T>>, word: string, entry: Entry<T>): void => {
  const family: Family<T> = byWord.get(word) ?? { followed: new Map(), open: [] }
  byWord.set(word, family)
  const second = entry.phrase.pieces[entry.phrase.anchor + 1]
  if (second?.kind !== 'word') family.open.push(entry)
  else
    for (const next of second.words) {
      const entries = family.followed.get(next)
      if (entries) entries.push(entry)
      else family.followed.set(next, [entry])
    }
}

/** The cues of a family that may go on with a word, each once, in the order in which they were given. */
const candidates = <T>({ followed, open }: Family<T>, next: Token | undefined): readonly Entry<T>[] => {
  if (!next || followed.size === 0) return open
  const found = readings(next.norm).flatMap((word) => followed.get(word) ?? [])
  if (found.length === 0) return open
  return [...new Set([...open, ...found])].sort((a, b) => a.place - b.place)
}

const matchAt = <T>(
  entry: Entry<T>,
  tokens: readonly Token[],
  at: number,
  begin: number,
  end: number,
  skipped = 0,
): Hit<T> | undefined => {
  const { pieces, anchor } = entry.phrase
  const slots: Hit<T>['slots'] = {}
  const [first, from] = skipped === 0 ? [anchor, at] : [anchor + 1, at + 1 + skipped]
  const after = follow(pieces, first, tokens, from, end, slots)
  if (after === undefined) return undefined
  for (const piece of pieces.slice(0, anchor))
    if (piece.kind === 'slot') {
      const range = leading(tokens, at, begin)
      if (range.from === range.to) return undefined
      slots[piece.slot] = range
    }
  return { cue: entry.cue, tag: entry.tag, from: at, to: after, slots }
}

/** The words before a cue that begins with a slot, back to the start of the clause. */
const leading = (tokens: readonly Token[], at: number, begin: number): TokenRange => {
  let from = at
  while (from > begin && at - from < leadingWords && (tokens[from]?.gap ?? 0) === 0) from--
  return { from, to: at }
}

const follow = <T>(
  pieces: readonly Piece[],
  index: number,
  tokens: readonly Token[],
  at: number,
  end: number,
  slots: Hit<T>['slots'],
): number | undefined => {
  const piece = pieces[index]
  if (!piece) return at
  if (piece.kind === 'word') {
    const token = tokens[at]
    if (at >= end || !token || (at > 0 && index > 0 && token.gap === 2)) return undefined
    if (!piece.words.has(token.norm) && !readings(token.norm).some((reading) => piece.words.has(reading)))
      return undefined
    return follow(pieces, index + 1, tokens, at + 1, end, slots)
  }
  if (piece.kind === 'end') return endsAt(tokens, at, end) ? at : undefined
  const last = index === pieces.length - 1
  if (piece.kind === 'slot' && last) {
    const to = slotEnd(tokens, at, end)
    if (to === at) return undefined
    slots[piece.slot] = { from: at, to }
    return to
  }
  const least = piece.kind === 'slot' ? 1 : 0
  const most = piece.kind === 'slot' ? (piece.slot === 'name' ? innerWords : slotWords) : freeWords
  for (let size = 0; size <= most && at + size <= end; size++) {
    if (size > 0 && (tokens[at + size - 1]?.gap ?? 0) === 2) return undefined
    if (size < least) continue
    const to = follow(pieces, index + 1, tokens, at + size, end, slots)
    if (to === undefined) continue
    if (piece.kind === 'slot') slots[piece.slot] = { from: at, to: at + size }
    return to
  }
  return undefined
}

const closers = new Set('now then again too already today though and but so or because since after before'.split(' '))

/** Whether a clause ends at a token: at a pause, or at a word that adds a time or goes on with something else. */
const endsAt = (tokens: readonly Token[], at: number, end: number): boolean => {
  const token = tokens[at]
  return at >= end || token === undefined || token.gap > 0 || closers.has(token.norm)
}

/** A slot at the end of a cue reaches to the end of the clause. */
const slotEnd = (tokens: readonly Token[], at: number, end: number): number => {
  let to = at
  while (to < end && to - at < slotWords && (to === at ? tokens[to]?.gap !== 2 : (tokens[to]?.gap ?? 0) < 2)) to++
  return to
}
