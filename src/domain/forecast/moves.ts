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

/** Moves by where they began. */
export type MoveHistory = (type: string, dimension: string, from: string) => readonly Moves[]

export const historyOf = (moves: readonly Moves[]): MoveHistory => {
  const byStart = new Map<string, Moves[]>()
  for (const move of moves) {
    const key = keyOf(move.type, move.dimension, move.from)
    const known = byStart.get(key)
    if (known) known.push(move)
    else byStart.set(key, [move])
  }
  return (type, dimension, from) => byStart.get(keyOf(type, dimension, from)) ?? []
}

const keyOf = (type: string, dimension: string, from: string): string => `${type}\u001f${dimension}\u001f${from}`
