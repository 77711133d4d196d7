import type { Claimant } from '../name/claim-index.ts'
import { claimsOf } from '../name/claims.ts'
import { compare } from '../name/name.ts'
import type { NameView } from '../name/name-book.ts'
import type { ClaimSpot, KnownForms } from '../name/spot-claims.ts'
import { isInScope } from '../name/spot-names.ts'
import { crowd, mostOthers, type ShortMeaning } from './short-meaning.ts'
import { titleMeaning } from './title-meaning.ts'

/**
 * What short forms mean in one meeting: the thing whose name was said in full there, if it is the only one; else the
 * only thing of the tenant that has the form for its own, if the form is sure enough by itself. Never by likeness.
 */
export type ClaimReader = {
  forms: KnownForms
  ofShortForm: (spot: Pick<ClaimSpot, 'key' | 'written' | 'pointed'>) => ShortMeaning | undefined
  ofTitle: (text: string) => ShortMeaning | undefined
}

export const createClaimReader = (book: NameView, present: ReadonlySet<string>, series: string | null): ClaimReader => {
  const isOpen = (id: string): boolean => {
    const name = book.get(id)
    return name !== undefined && isInScope(name, series) && book.contestOf(id) === null
  }
  const here = claimsHere(book, present)
  /** Of everyday words that end a thousand names those that are here, and those that are sure. */
  const relevant = (key: string): readonly Claimant[] => {
    const sure = book.forms.of(key)
    const own = here.claims.get(key) ?? []
    return sure.length > crowd ? own.flatMap(asWeak) : [...sure, ...own.filter(({ strength }) => strength === 'weak')]
  }
  const ofShortForm: ClaimReader['ofShortForm'] = ({ key, written, pointed }) => {
    const claimants = relevant(key)
    const spokenOf = openThings(claimants.filter(({ id }) => present.has(id)))
    if (spokenOf.length > 1) return undefined
    if (spokenOf[0] !== undefined) return pointed || written ? { id: spokenOf[0] } : undefined
    const sure = claimants.filter(({ strength }) => strength !== 'weak')
    if (!sure.some(({ strength }) => strength === 'strong' || (strength === 'proper' && written))) return undefined
    const things = openThings(sure)
    if (things.length === 1 && things[0] !== undefined) return { id: things[0] }
    return things.length > 1 && things.length <= mostOthers ? { others: things } : undefined
  }
  const openThings = (claimants: readonly { id: string }[]) =>
    thingsOf(
      book,
      claimants.filter(({ id }) => isOpen(id)),
    )
  const forms = {
    has: (key: string) => here.claims.has(key) || book.forms.has(key),
    begins: (word: string) => here.beginnings.has(word) || book.forms.begins(word),
  }
  return { forms, ofShortForm, ofTitle: (text) => titleMeaning(book, text, openThings) }
}

/** The short forms of what was said in full, and the words that they begin with. */
function claimsHere(book: NameView, present: ReadonlySet<string>) {
  const claims = new Map<string, Claimant[]>()
  for (const id of present) {
    const shape = book.shape(id)
    for (const { key, strength } of shape ? claimsOf(shape) : [])
      claims.set(key, [...(claims.get(key) ?? []), { id, strength }])
  }
  return { claims, beginnings: new Set([...claims.keys()].map((key) => key.replace(/^\^| .*$/g, ''))) }
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
