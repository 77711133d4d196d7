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
const leadingWords = 8

type Entry<T> = { cue: string; tag: T; phrase: Phrase }

/**
 * A matcher over all cues at once. Every cue is found by its first word, and each piece may wander over a bounded
 * number of words only, so the cost is linear in the text whatever the text is.
 */
export const createMatcher = <T>(cues: Iterable<readonly [cue: string, tag: T]>) => {
  const byWord = new Map<string, Entry<T>[]>()
  for (const [cue, tag] of cues)
    for (const phrase of compilePhrase(cue)) {
      const anchor = phrase.pieces[phrase.anchor]
      if (anchor?.kind !== 'word') continue
      for (const word of anchor.words) {
        const entries = byWord.get(word)
        if (entries) entries.push({ cue, tag, phrase })
        else byWord.set(word, [{ cue, tag, phrase }])
      }
    }

  const find = (tokens: readonly Token[], begin = 0, end = tokens.length): Hit<T>[] => {
    const hits: Hit<T>[] = []
    for (let at = begin; at < end; at++)
      for (const word of readings(tokens[at]?.norm ?? ''))
        for (const entry of byWord.get(word) ?? []) {
          const hit = matchAt(entry, tokens, at, begin, end)
          if (hit) hits.push(hit)
        }
    return hits
  }
  return { find, size: byWord.size }
}

const matchAt = <T>(
  entry: Entry<T>,
  tokens: readonly Token[],
  at: number,
  begin: number,
  end: number,
): Hit<T> | undefined => {
  const { pieces, anchor } = entry.phrase
  const slots: Hit<T>['slots'] = {}
  const after = follow(pieces, anchor, tokens, at, end, slots)
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
    if (!readings(token.norm).some((reading) => piece.words.has(reading))) return undefined
    return follow(pieces, index + 1, tokens, at + 1, end, slots)
  }
  const last = index === pieces.length - 1
  if (piece.kind === 'slot' && last) {
    const to = slotEnd(tokens, at, end)
    if (to === at) return undefined
    slots[piece.slot] = { from: at, to }
    return to
  }
  const least = piece.kind === 'slot' ? 1 : 0
  const most = piece.kind === 'slot' ? slotWords : freeWords
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

/** A slot at the end of a cue reaches to the end of the clause. */
const slotEnd = (tokens: readonly Token[], at: number, end: number): number => {
  let to = at
  while (to < end && to - at < slotWords && (to === at ? tokens[to]?.gap !== 2 : (tokens[to]?.gap ?? 0) < 2)) to++
  return to
}
