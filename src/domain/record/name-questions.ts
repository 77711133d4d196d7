import { compare } from '../name/name.ts'
import type { NameView } from '../name/name-book.ts'
import type { NameShape } from '../name/shape.ts'
import { findCandidates, type NameCandidate } from './name-candidates.ts'
import { isSettled } from './verdict-facts.ts'

export type Questioning = {
  book: NameView
  /** The names of a thing. */
  membersOf: (thing: string) => readonly string[]
  analyst: string
}

/**
 * What to ask about the names of a meeting: those between a suggestion and a link, and short names ("the checklist")
 * whose words stand in few longer ones; also across types where one of them was only guessed. Each pair of things once,
 * the best first. Never names that differ in digits, versions or identifiers, and nothing that was settled before.
 */
export const findNameQuestions = (asking: Questioning, said: Iterable<string>): NameCandidate[] => {
  const { book } = asking
  const best = new Map<string, NameCandidate>()
  for (const question of findCandidates(book, [...new Set(said)]).sort(bestFirst(book))) {
    const pair = [book.thingOf(question.a) ?? '', book.thingOf(question.b) ?? ''].sort().join(' ')
    if (!best.has(pair) && mayBeAsked(asking, question)) best.set(pair, question)
  }
  return [...best.values()]
}

const bestFirst =
  (book: NameView) =>
  (x: NameCandidate, y: NameCandidate): number => {
    const textOf = ({ a, b }: NameCandidate) => [a, b].map((id) => `${book.get(id)?.key} ${id}`).join('\u001f')
    return y.score - x.score || compare(textOf(x), textOf(y))
  }

function mayBeAsked({ book, membersOf, analyst }: Questioning, { a, b, contextual }: NameCandidate): boolean {
  const [one, other] = [book.shape(a), book.shape(b)]
  const [thing, otherThing] = [book.thingOf(a), book.thingOf(b)]
  if (!one || !other || thing === undefined || otherThing === undefined || thing === otherThing) return false
  if (!mayBeOneVersion(one, other, contextual)) return false
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

/** "Pilot" may be short for "4 East pilot", but never for "Pilot 4". */
const mayBeOneVersion = (one: NameShape, other: NameShape, contextual: boolean): boolean =>
  (one.digits === other.digits && one.variants === other.variants) ||
  (contextual && one.variants === '' && other.name.key.endsWith(` ${one.contentKey}`))

/** A name of a guessed type may still be anything. */
function areOfTwoTypes(book: NameView, members: readonly string[], others: readonly string[]): boolean {
  const typesOf = (ids: readonly string[]) =>
    new Set(ids.flatMap((id) => (book.shape(id)?.guessed ? [] : (book.get(id)?.type ?? []))))
  const [a, b] = [typesOf(members), typesOf(others)]
  return [...a].some((type) => !b.has(type)) && [...b].some((type) => !a.has(type))
}
