import { compare } from '../name/name.ts'
import type { NameView } from '../name/name-book.ts'
import type { NameShape } from '../name/shape.ts'
import { isSettled } from './verdict-facts.ts'

/** Two names that may be one thing, which rules cannot tell. The first was said in the meeting at hand. */
export type NameQuestion = {
  a: string
  b: string
  score: number
  /** Asked only because a short name may stand for a longer one, which has to be known where it was said. */
  contextual: boolean
}

export type Questioning = {
  book: NameView
  /** The names of a thing. */
  membersOf: (thing: string) => readonly string[]
  analyst: string
}

/** Below every score that likeness gives. */
const contextualScore = 60
/** A word that so many names share tells none of them from the others. */
const mostCandidates = 6

/**
 * What to ask about the names of a meeting: those between a suggestion and a link, and short names ("the checklist")
 * whose words stand in few longer ones. Each pair of things once, the best first. Never names that differ in digits,
 * versions or identifiers, and nothing that was settled before.
 */
export const findNameQuestions = (asking: Questioning, said: Iterable<string>): NameQuestion[] => {
  const { book } = asking
  const ids = [...new Set(said)].sort().filter((id) => book.thingOf(id) !== undefined)
  const alike = ids.flatMap((a) =>
    book.neighbours(a).flatMap(({ id: b, edge }): NameQuestion[] => {
      const isOpen = edge.strength === 'suggestion' || edge.strength === 'soft'
      return isOpen ? [{ a, b, score: edge.score, contextual: false }] : []
    }),
  )
  const best = new Map<string, NameQuestion>()
  for (const question of [...alike, ...contextual(book, ids)].sort(bestFirst(book))) {
    const pair = [book.thingOf(question.a) ?? '', book.thingOf(question.b) ?? ''].sort().join(' ')
    if (!best.has(pair) && mayBeAsked(asking, question)) best.set(pair, question)
  }
  return [...best.values()]
}

const bestFirst =
  (book: NameView) =>
  (x: NameQuestion, y: NameQuestion): number => {
    const textOf = ({ a, b }: NameQuestion) => [a, b].map((id) => `${book.get(id)?.key} ${id}`).join('\u001f')
    return y.score - x.score || compare(textOf(x), textOf(y))
  }

/** Short names of the meeting with the longer ones that hold their words. */
function contextual(book: NameView, ids: readonly string[]): NameQuestion[] {
  const short = ids.flatMap((id) => {
    const shape = book.shape(id)
    return shape && isContextual(shape) ? [shape] : []
  })
  if (short.length === 0) return []
  const byWord = new Map<string, NameShape[]>()
  for (const shape of short) byWord.set(shape.content[0] ?? '', [...(byWord.get(shape.content[0] ?? '') ?? []), shape])
  const found = new Map<string, string[]>()
  for (const { id } of book.names()) {
    const long = book.shape(id)
    for (const word of new Set(long?.content ?? []))
      for (const shape of byWord.get(word) ?? [])
        if (long && mayStandFor(shape, long)) found.set(shape.name.id, [...(found.get(shape.name.id) ?? []), id])
  }
  return [...found].flatMap(([a, all]) =>
    all.length > mostCandidates ? [] : all.map((b) => ({ a, b, score: contextualScore, contextual: true })),
  )
}

const isContextual = ({ name, person, content, digits, identifiers, acronym }: NameShape): boolean =>
  !person &&
  !name.imported &&
  digits === '' &&
  identifiers === '' &&
  acronym === null &&
  (content.length === 1 || name.scope !== 'tenant')

const mayStandFor = (short: NameShape, long: NameShape): boolean =>
  long.name.id !== short.name.id &&
  !long.person &&
  (long.name.scope === 'tenant' || long.name.scope === short.name.scope) &&
  (long.content.length > short.content.length || long.name.scope !== short.name.scope) &&
  (long.name.type === short.name.type || long.assumed || short.assumed) &&
  short.content.every((word) => long.content.includes(word))

function mayBeAsked({ book, membersOf, analyst }: Questioning, { a, b }: NameQuestion): boolean {
  const [one, other] = [book.shape(a), book.shape(b)]
  const [thing, otherThing] = [book.thingOf(a), book.thingOf(b)]
  if (!one || !other || thing === undefined || otherThing === undefined || thing === otherThing) return false
  if (one.digits !== other.digits || one.variants !== other.variants) return false
  if (one.identifiers !== '' && other.identifiers !== '' && one.identifiers !== other.identifiers) return false
  const [members, others] = [membersOf(thing), membersOf(otherThing)]
  const listed = (ids: readonly string[]) => ids.some((id) => book.get(id)?.imported)
  if ((listed(members) && listed(others)) || areOfTwoTypes(book, members, others)) return false
  const across = members.flatMap((id) =>
    book.linksOf(id).filter((link) => others.includes(link.a === id ? link.b : link.a)),
  )
  return across.every(
    (link) => link.kind === 'unsure' && !isSettled({ verdict: 'unsure', analyst: link.analyst ?? '' }, analyst),
  )
}

/** A name of an assumed type may still be anything. */
function areOfTwoTypes(book: NameView, members: readonly string[], others: readonly string[]): boolean {
  const typesOf = (ids: readonly string[]) =>
    new Set(ids.flatMap((id) => (book.shape(id)?.assumed ? [] : (book.get(id)?.type ?? []))))
  const [a, b] = [typesOf(members), typesOf(others)]
  return [...a].some((type) => !b.has(type)) && [...b].some((type) => !a.has(type))
}
