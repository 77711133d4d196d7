import type { Claim } from './claims.ts'

export type Claimant = { id: string; strength: Claim['strength'] }

/** Which names may be meant by a short form. Most forms have one claimant, which is kept without a list of its own. */
export type ClaimIndex = {
  add: (claims: readonly Claim[], id: string) => void
  remove: (claims: readonly Claim[], id: string) => void
  /** In no order. */
  of: (key: string) => readonly Claimant[]
  has: (key: string) => boolean
}

export const createClaimIndex = (): ClaimIndex => {
  const claimants = new Map<string, Claimant | Claimant[]>()
  const listOf = (key: string): readonly Claimant[] => {
    const found = claimants.get(key)
    return found === undefined ? [] : Array.isArray(found) ? found : [found]
  }
  const add = (key: string, claimant: Claimant): void => {
    const found = claimants.get(key)
    if (Array.isArray(found)) found.push(claimant)
    else claimants.set(key, found === undefined ? claimant : [found, claimant])
  }
  // What was added last goes first when a transaction is taken back, so a list is searched from its end.
  const remove = (key: string, id: string): void => {
    const found = claimants.get(key)
    if (!Array.isArray(found)) {
      if (found?.id === id) claimants.delete(key)
      return
    }
    const at = found.findLastIndex((claimant) => claimant.id === id)
    if (at >= 0) found.splice(at, 1)
    if (found.length === 0) claimants.delete(key)
  }
  return {
    add: (claims, id) => {
      for (const { key, strength } of claims) add(key, { id, strength })
    },
    remove: (claims, id) => {
      for (const { key } of claims) remove(key, id)
    },
    of: listOf,
    has: (key) => claimants.has(key),
  }
}
