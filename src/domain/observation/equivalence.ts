/** A recorded word on whether two free texts of one dimension say the same. The keys stand in byte order. */
export type Equivalence = {
  /** Id of the fact. */
  id: string
  dimension: string
  a: string
  b: string
  verdict: 'same' | 'different' | 'unsure'
  /** Who judged: another one may be asked what this one was unsure about. */
  analyst: string
}

/** What is recorded of two texts, by their keys in any order. */
export type Equivalences = {
  put: (one: Equivalence) => void
  remove: (one: Equivalence) => void
  of: (dimension: string, a: string, b: string) => Equivalence | undefined
}

export const createEquivalences = (all: Iterable<Equivalence> = []): Equivalences => {
  const known = new Map<string, Equivalence>()
  const keyOf = (dimension: string, a: string, b: string): string => [dimension, ...inKeyOrder(a, b)].join('\u001f')
  const put = (one: Equivalence): void => {
    known.set(keyOf(one.dimension, one.a, one.b), one)
  }
  for (const one of all) put(one)
  return {
    put,
    remove: ({ dimension, a, b }) => {
      known.delete(keyOf(dimension, a, b))
    },
    of: (dimension, a, b) => known.get(keyOf(dimension, a, b)),
  }
}

export const inKeyOrder = (a: string, b: string): [string, string] => (a <= b ? [a, b] : [b, a])
