import { edgeAcrossTypes } from '../name/edge.ts'
import { createMultiMap } from '../name/multi-map.ts'
import type { NameView } from '../name/name-book.ts'
import type { NameShape } from '../name/shape.ts'

/** `a` was said in the meeting at hand. */
export type NameCandidate = {
  a: string
  b: string
  score: number
  /** Only because a short name may stand for a longer one, which has to be known where it was said. */
  contextual: boolean
}

/** Below every score that likeness gives. */
const contextualScore = 60
/** A word that so many names share tells none of them from the others. */
const mostCandidates = 6

/** Pairs that rules leave open: of one type what is like enough to be suggested, of two types what `acrossTypes` finds. */
export const findCandidates = (book: NameView, ids: readonly string[]): NameCandidate[] => {
  const alike = ids.flatMap((a) =>
    book.neighbours(a).flatMap(({ id: b, edge }): NameCandidate[] => {
      const isOpen = edge.strength === 'suggestion' || edge.strength === 'soft'
      return isOpen ? [{ a, b, score: edge.score, contextual: false }] : []
    }),
  )
  return [...alike, ...acrossTypes(book, ids)]
}

/**
 * Short names of the meeting with the longer ones that hold their words, and names of guessed types with what they would
 * be like if they were of its type. One look at each name of the tenant.
 */
function acrossTypes(book: NameView, ids: readonly string[]): NameCandidate[] {
  const byTrace = createMultiMap<NameShape>()
  for (const id of ids) {
    const shape = book.shape(id)
    if (shape && !shape.person) for (const trace of tracesOf(shape)) byTrace.add(trace, shape)
  }
  const alike: NameCandidate[] = []
  const longer = new Map<string, string[]>()
  for (const { id: b } of book.names()) {
    const other = book.shape(b)
    if (!other || other.person) continue
    for (const said of new Set(tracesOf(other).flatMap((trace) => [...byTrace.get(trace)]))) {
      const a = said.name.id
      if (mayStandFor(said, other)) longer.set(a, [...(longer.get(a) ?? []), b])
      const edge = mayBeOfOneType(said, other) ? edgeAcrossTypes(said, other) : null
      if (edge) alike.push({ a, b, score: edge.score, contextual: false })
    }
  }
  const contextual = [...longer].flatMap(([a, all]) =>
    all.length > mostCandidates ? [] : all.map((b) => ({ a, b, score: contextualScore, contextual: true })),
  )
  return [...alike, ...contextual]
}

/** What two names that are like each other have in common. */
const tracesOf = ({ content, compact, acronym, initials }: NameShape): string[] => [
  ...new Set(content),
  `=${compact}`,
  ...(acronym === null ? [] : [`~${acronym}`]),
  ...(initials === '' ? [] : [`~${initials}`]),
]

/** Names of two types, of which one may still be anything, in one scope or for the whole tenant. */
const mayBeOfOneType = (a: NameShape, b: NameShape): boolean =>
  a.name.type !== b.name.type &&
  (a.guessed || b.guessed) &&
  (a.name.scope === b.name.scope || a.name.scope === 'tenant' || b.name.scope === 'tenant')

const isContextual = ({ name, guessed, content, digits, identifiers, acronym }: NameShape): boolean =>
  !name.imported &&
  digits === '' &&
  identifiers === '' &&
  acronym === null &&
  (content.length === 1 || guessed || name.scope !== 'tenant')

const mayStandFor = (short: NameShape, long: NameShape): boolean =>
  isContextual(short) &&
  (long.name.scope === 'tenant' || long.name.scope === short.name.scope) &&
  (long.content.length > short.content.length || long.name.scope !== short.name.scope) &&
  (long.name.type === short.name.type || long.guessed || short.guessed) &&
  short.content.every((word) => long.content.includes(word))
