/** Moves of the past that were alike, counted: things of one type that left one value of a dimension for another. */
export type Moves = {
  type: string
  dimension: string
  from: string
  /** Null where an item of a `many` dimension was resolved. */
  to: string | null
  /** Whole days for which it had been so; null when nobody knows since when (a catalogue without dates). */
  days: number | null
  count: number
}

/** Things that stand at a value and have not left it, by the whole days for which that is so. */
export type Stays = { type: string; dimension: string; value: string; days: number; count: number }

/** What became of things that came to one value. */
export type Past = { moves: readonly Moves[]; stays: readonly Stays[] }

/** The past of a value. */
export type MoveHistory = (type: string, dimension: string, value: string) => Past

export const historyOf = (moves: readonly Moves[], stays: readonly Stays[]): MoveHistory => {
  const past = new Map<string, { moves: Moves[]; stays: Stays[] }>()
  const at = (type: string, dimension: string, value: string) => {
    const key = `${type}\u001f${dimension}\u001f${value}`
    const known = past.get(key) ?? { moves: [], stays: [] }
    past.set(key, known)
    return known
  }
  for (const move of moves) at(move.type, move.dimension, move.from).moves.push(move)
  for (const stay of stays) at(stay.type, stay.dimension, stay.value).stays.push(stay)
  return at
}
