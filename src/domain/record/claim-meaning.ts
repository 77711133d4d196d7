import type { Claimant } from '../name/claim-index.ts'
import { compare } from '../name/name.ts'
import type { NameView } from '../name/name-book.ts'
import type { ClaimSpot } from '../name/spot-claims.ts'
import { isInScope } from '../name/spot-names.ts'
import { mostOthers, type ShortMeaning } from './short-meaning.ts'
import { titleMeaning } from './title-meaning.ts'

/** Of so many names none is the only one, and nobody needs to know which they are. */
const crowd = 50

/**
 * What short forms mean in one meeting: the thing whose name was said in full there, if it is the only one; else the
 * only thing of the tenant that has the form for its own, if the form is sure enough by itself. Never by likeness.
 */
export type ClaimReader = {
  ofShortForm: (spot: Pick<ClaimSpot, 'key' | 'written' | 'pointed'>) => ShortMeaning | undefined
  ofTitle: (text: string) => ShortMeaning | undefined
}

export const createClaimReader = (book: NameView, present: ReadonlySet<string>, series: string | null): ClaimReader => {
  const isOpen = (id: string): boolean => {
    const name = book.get(id)
    return name !== undefined && isInScope(name, series) && book.contestOf(id) === null
  }
  const known = new Map<string, readonly Claimant[]>()
  /** Of everyday words that end a thousand names those that are here, and those that are sure. */
  const relevant = (key: string): readonly Claimant[] => {
    const cached = known.get(key)
    if (cached) return cached
    const all = book.claimants(key)
    const sure = all.filter(({ strength }) => strength !== 'weak')
    const here = all.filter(({ id }) => present.has(id))
    const found = sure.length > crowd ? here.flatMap(asWeak) : [...new Set([...sure, ...here])]
    known.set(key, found)
    return found
  }
  const ofShortForm: ClaimReader['ofShortForm'] = ({ key, written, pointed }) => {
    const claimants = relevant(key)
    const here = thingsOf(
      book,
      claimants.filter(({ id }) => present.has(id) && isOpen(id)),
    )
    if (here.length > 1) return undefined
    if (here[0] !== undefined) return pointed || written ? { id: here[0] } : undefined
    const sure = claimants.filter(({ strength }) => strength !== 'weak')
    if (!sure.some(({ strength }) => strength === 'strong' || (strength === 'proper' && written))) return undefined
    const things = thingsOf(
      book,
      sure.filter(({ id }) => isOpen(id)),
    )
    if (things.length === 1 && things[0] !== undefined) return { id: things[0] }
    return things.length > 1 && things.length <= mostOthers ? { others: things } : undefined
  }
  const openThings = (claimants: readonly { id: string }[]) =>
    thingsOf(
      book,
      claimants.filter(({ id }) => isOpen(id)),
    )
  return { ofShortForm, ofTitle: (text) => titleMeaning(book, text, openThings) }
}

/** What a crowd has for its own means nothing alone, whatever is here. */
const asWeak = ({ id, strength }: Claimant): Claimant[] =>
  strength === 'guard' || strength === 'title' ? [] : [{ id, strength: 'weak' }]

/** One name for each thing: a listed one if there is one, else the first in byte order. */
function thingsOf(book: NameView, claimants: readonly { id: string }[]): string[] {
  const names = new Map<string, string>()
  for (const { id } of [...claimants].sort((a, b) => compare(a.id, b.id))) {
    const thing = book.thingOf(id) ?? id
    const known = names.get(thing)
    if (known === undefined || (book.get(id)?.imported && !book.get(known)?.imported)) names.set(thing, id)
  }
  return [...names.values()]
}
