import { isContained } from '../name/edge.ts'
import type { NameView } from '../name/name-book.ts'
import type { NameShape } from '../name/shape.ts'
import { twinOf } from '../name/twin-of.ts'
import type { ClaimReader } from './claim-meaning.ts'

/** What a name that was said in a meeting means there. `id` is null when several things claim it and none is present. */
export type Meaning = { id: string | null; method: 'stated' | 'relinked' | 'context'; others: string[] }

/** A user's word that in one meeting a name means another one. */
export type Relink = { id: string; meetingId: string; from: string; to: string; recorded: number }

/**
 * Names mean themselves, except: a user said otherwise for this meeting; several things claim the name and exactly one
 * of them is present by its own name; the type of the name was only guessed and it is what its namesake is; or the name
 * is a short form of exactly one longer name that is present.
 */
export const createMeaning = (
  book: NameView,
  present: ReadonlySet<string>,
  relinks: readonly Relink[],
  claims: Pick<ClaimReader, 'ofShortForm'>,
) => {
  const relinked = new Map(
    [...relinks].sort((a, b) => a.recorded - b.recorded).map((relink) => [relink.from, relink.to]),
  )
  const shapes = [...present].sort().flatMap((id) => book.shape(id) ?? [])
  const known = new Map<string, Meaning>()

  const meaningOf = (id: string): Meaning => {
    const user = relinked.get(id)
    if (user !== undefined && book.get(user)) return { id: user, method: 'relinked', others: [] }
    const twin = twinOf(book, id)
    if (twin !== undefined) return meaningOf(twin)
    const contest = book.contestOf(id)
    if (contest) return ofContested(contest, present)
    const shape = book.shape(id)
    const claimed = shape && isGuess(book, shape) ? claims.ofShortForm(asShortForm(shape)) : undefined
    if (claimed && 'id' in claimed) return { id: claimed.id, method: 'context', others: [] }
    const longer = shape && isShortForm(book, shape) ? longerForms(shape, shapes) : []
    const [only] = longer
    if (longer.length === 1 && only !== undefined) return { id: only, method: 'context', others: [] }
    return { id, method: 'stated', others: longer }
  }

  return (id: string): Meaning => {
    const cached = known.get(id)
    if (cached) return cached
    const meaning = meaningOf(id)
    known.set(id, meaning)
    return meaning
  }
}

function ofContested(contest: readonly (readonly string[])[], present: ReadonlySet<string>): Meaning {
  const here = contest.flatMap((group) => group.find((id) => present.has(id)) ?? [])
  const [only] = here
  if (here.length === 1 && only !== undefined) return { id: only, method: 'context', others: [] }
  const others = here.length > 0 ? here : contest.flatMap((group) => group[0] ?? [])
  return { id: null, method: 'context', others }
}

/** Whether somebody said what a name belongs to: it is no short form then, whatever else is present. A model only judged. */
export const isPlaced = (book: NameView, id: string): boolean =>
  book.linksOf(id).some((link) => link.kind !== 'different' && link.origin !== 'model') || book.pinsOf(id).length > 0

/** Names that a catalogue or a person has placed mean what they say. */
const isShortForm = (book: NameView, shape: NameShape): boolean =>
  !shape.name.imported && !isPlaced(book, shape.name.id)

/** A name that a reader made up from the words of one meeting may be the short form of something that is known. */
const isGuess = (book: NameView, shape: NameShape): boolean => shape.guessed && isShortForm(book, shape)

const asShortForm = (shape: NameShape) => ({ key: shape.contentKey, written: isWrittenAsName(shape), pointed: true })

/** Whether a name that was guessed may be the short form of a name in capitals. */
export const isWrittenAsName = ({ name }: NameShape): boolean => /^\p{Lu}/u.test(name.surface)

function longerForms(short: NameShape, shapes: readonly NameShape[]): string[] {
  return shapes.flatMap((long) => {
    if (long.name.id === short.name.id || long.space !== short.space || long.digits !== short.digits) return []
    const initials = short.acronym !== null && short.acronym === long.initials
    return initials || isContained(short, long) ? [long.name.id] : []
  })
}
