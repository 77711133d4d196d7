import type { Claim } from './claims.ts'

export type Claimant = { id: string; strength: Claim['strength'] }

/**
 * Which names may be meant by a short form that says something by itself: what is `weak` means its name only where that
 * is said, and is worked out there. Most forms have one claimant, which is kept without a list of its own.
 */
export type ClaimIndex = {
  add: (claims: readonly Claim[], id: string) => void
  remove: (claims: readonly Claim[], id: string) => void
  /** In no order. */
  of: (key: string) => readonly Claimant[]
  has: (key: string) => boolean
  /** Whether a form begins with these words: one of a form in order, or two of a title form. */
  begins: (words: string) => boolean
}

export const createClaimIndex = (): ClaimIndex => {
  const claimants = new Map<string, Claimant | Claimant[]>()
  /** How many forms begin so, because forms go again. */
  const beginnings = new Map<string, number>()
  const begin = (key: string, by: 1 | -1): void => {
    const words = beginningOf(key)
    const count = (beginnings.get(words) ?? 0) + by
    if (count > 0) beginnings.set(words, count)
    else beginnings.delete(words)
  }
  const listOf = (key: string): readonly Claimant[] => {
    const found = claimants.get(key)
    return found === undefined ? [] : Array.isArray(found) ? found : [found]
  }
  const add = (key: string, claimant: Claimant): void => {
    const found = claimants.get(key)
    if (found === undefined) begin(key, 1)
    if (Array.isArray(found)) found.push(claimant)
    else claimants.set(key, found === undefined ? claimant : [found, claimant])
  }
  const forget = (key: string): void => {
    claimants.delete(key)
    begin(key, -1)
  }
  // What was added last goes first when a transaction is taken back, so a list is searched from its end.
  const remove = (key: string, id: string): void => {
    const found = claimants.get(key)
    if (!Array.isArray(found)) {
      if (found?.id === id) forget(key)
      return
    }
    const at = found.findLastIndex((claimant) => claimant.id === id)
    if (at >= 0) found.splice(at, 1)
    if (found.length === 0) forget(key)
  }
  return {
    add: (claims, id) => {
      for (const { key, strength } of claims) if (strength !== 'weak') add(key, { id, strength })
    },
    remove: (claims, id) => {
      for (const { key, strength } of claims) if (strength !== 'weak') remove(key, id)
    },
    of: listOf,
    has: (key) => claimants.has(key),
    begins: (words) => beginnings.has(words),
  }
}

/** The first word, of a title form the first two. */
const beginningOf = (key: string): string => {
  const space = key.indexOf(' ')
  const end = key.startsWith('~') && space >= 0 ? key.indexOf(' ', space + 1) : space
  return end < 0 ? key : key.slice(0, end)
}
