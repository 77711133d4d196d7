import { tokenise } from '../text/token.ts'

/**
 * One piece of a cue: a word (any of some spellings), up to four free words, a slot that catches what is said there, or
 * the end of what is said.
 */
export type Piece =
  | { kind: 'word'; words: ReadonlySet<string> }
  | { kind: 'free' }
  | { kind: 'end' }
  | { kind: 'slot'; slot: 'value' | 'name' }

/** A cue without its optional words; a cue with optional words becomes several. `anchor` is its first word. */
export type Phrase = { pieces: readonly Piece[]; anchor: number }

const part = /\{(value|name)\}|…|\.\.\.|\(([^)]*)\)|[^\s(){}…]+/g
const mostOptional = 4
/** More free stretches than this in one cue would make matching slow on hostile input. */
const mostFree = 3

/**
 * Compiles the text of a cue. Besides `{value}`, `{name}` and `…`, a cue may give alternatives for a word
 * (`ship|shipped`), optional words (`is (now) done`), and a full stop of its own where nothing may follow (`it is over .`).
 */
export const compilePhrase = (cue: string): Phrase[] => {
  let variants: Piece[][] = [[]]
  let optional = 0
  for (const match of cue.toLowerCase().matchAll(part)) {
    const pieces = piecesOf(match[0], match[1], match[2])
    if (match[2] !== undefined && ++optional <= mostOptional)
      variants = variants.flatMap((variant) => [variant, [...variant, ...pieces]])
    else variants = variants.map((variant) => [...variant, ...pieces])
  }
  return variants
    .map((pieces) => ({ pieces, anchor: pieces.findIndex((piece) => piece.kind === 'word') }))
    .filter((phrase) => phrase.anchor >= 0 && phrase.pieces.filter(isFree).length <= mostFree)
}

const isFree = (piece: Piece): boolean => piece.kind === 'free' || piece.kind === 'slot'

const piecesOf = (text: string, slot: string | undefined, optional: string | undefined): Piece[] => {
  if (slot === 'value' || slot === 'name') return [{ kind: 'slot', slot }]
  if (text === '…' || text === '...') return [{ kind: 'free' }]
  if (text === '.') return [{ kind: 'end' }]
  return (optional ?? text).split(/\s+/).flatMap(wordPieces)
}

/** "isn't|aren't" has alternatives of two words each; only the first decides how many pieces there are. */
const wordPieces = (text: string): Piece[] => {
  // The possessive stands as a word of its own: "{value} 's job".
  if (text === "'s") return [{ kind: 'word', words: new Set(["'s"]) }]
  const columns: Set<string>[] = []
  for (const alternative of text.split('|'))
    for (const [index, token] of tokenise(alternative).entries()) {
      const column = columns[index] ?? new Set()
      columns[index] = column.add(token.norm)
    }
  return columns.map((words) => ({ kind: 'word', words }))
}
