import type { Name } from '../name/name.ts'

type Group = { members: string[]; imported: boolean; person: boolean; types: Set<string>; against: Set<string> }

export type TypedNames = {
  names: readonly Name[]
  /** Those whose type nobody told. */
  guessed: ReadonlySet<string>
  people: ReadonlySet<string>
}

/**
 * Sets of names that grow by uniting, with pairs that must stay apart. Things of two types that were told are two, and
 * no person is a thing.
 */
export type Clusters = {
  /** False when something said before forbids it. */
  unite: (a: string, b: string, options?: { byUser?: boolean }) => boolean
  keepApart: (a: string, b: string) => void
  areKeptApart: (a: string, b: string) => boolean
  /** The names by the cluster that each is in, in their own order. */
  groupsOf: (names: readonly string[]) => string[][]
  all: () => string[][]
}

export const createClusters = ({ names, guessed, people }: TypedNames): Clusters => {
  const rank = new Map(names.map((name, at) => [name.id, at]))
  const groups = new Map<string, Group>(
    names.map((name) => [
      name.id,
      {
        members: [name.id],
        imported: name.imported,
        person: people.has(name.id),
        types: new Set(guessed.has(name.id) ? [] : [name.type]),
        against: new Set<string>(),
      },
    ]),
  )
  const byRank = (a: string, b: string) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)
  const forbids = (group: Group, other: Group) => other.members.some((member) => group.against.has(member))
  const areKeptApart = (a: string, b: string): boolean => {
    const [left, right] = [groups.get(a), groups.get(b)]
    return left !== undefined && right !== undefined && (forbids(left, right) || forbids(right, left))
  }

  return {
    unite: (a, b, options = {}) => {
      const [left, right] = [groups.get(a), groups.get(b)]
      if (!left || !right) return false
      if (left === right) return true
      if (!options.byUser && !mayBeOne(left, right)) return false
      if (forbids(left, right) || forbids(right, left)) return false
      const [into, from] = left.members.length >= right.members.length ? [left, right] : [right, left]
      for (const member of from.members) {
        into.members.push(member)
        groups.set(member, into)
      }
      for (const name of from.against) into.against.add(name)
      for (const type of from.types) into.types.add(type)
      into.imported ||= from.imported
      into.person ||= from.person
      return true
    },
    keepApart: (a, b) => {
      const [left, right] = [groups.get(a), groups.get(b)]
      if (left && right && left !== right) left.against.add(b)
    },
    areKeptApart,
    groupsOf: (ids) => {
      const found = new Map<Group, string[]>()
      for (const id of [...new Set(ids)].sort(byRank)) {
        const group = groups.get(id)
        if (group) found.set(group, [...(found.get(group) ?? []), id])
      }
      return [...found.values()]
    },
    all: () => [...new Set(groups.values())].map((group) => [...group.members].sort(byRank)),
  }
}

const mayBeOne = (a: Group, b: Group): boolean =>
  !(a.imported && b.imported) && a.person === b.person && areOfOneType(a, b)

const areOfOneType = ({ types: a }: Group, { types: b }: Group): boolean =>
  [...a].every((type) => b.has(type)) || [...b].every((type) => a.has(type))
