import type { Edge } from '../name/edge.ts'
import { compare, type Name } from '../name/name.ts'
import type { Contest } from '../name/name-book.ts'
import type { NameLink } from '../name/name-link.ts'
import { createClusters } from './clusters.ts'

/** Names that are connected, with everything that is known about pairs of them. */
export type Component = {
  names: readonly Name[]
  links: readonly NameLink[]
  edges: readonly { a: string; b: string; edge: Edge }[]
}

export type Clustering = {
  /** Each is one entity; the names of each in byte order. */
  clusters: string[][]
  /** Names that several entities claim: they belong to none, and each meeting tells whom it means. */
  contested: { id: string; contest: Contest }[]
}

/**
 * Which names are one thing. Statements are taken in the order user (the last recorded first), declared, computed
 * (the highest score first), then byte order of the names; each unites unless something before it forbids that.
 * Imported names are things of their own, which only a user can unite.
 */
export const clusterNames = (component: Component): Clustering => {
  const order = new Map(component.names.map((name) => [name.id, `${name.type}\u001f${name.scope}\u001f${name.key}`]))
  const names = [...component.names].sort((a, b) => compare(order.get(a.id) ?? '', order.get(b.id) ?? ''))
  const links = component.links.filter((link) => order.has(link.a) && order.has(link.b))
  const clusters = createClusters(names)
  const pairKey = (a: string, b: string) => [order.get(a) ?? '', order.get(b) ?? ''].sort().join('\u001e')

  for (const link of [...links].filter((link) => link.origin === 'user').sort(lastRecordedFirst)) {
    if (link.kind === 'different') clusters.keepApart(link.a, link.b)
    else clusters.unite(link.a, link.b, { evenImported: true })
  }

  const claims = claimsOf(names, links, clusters.areKeptApart)
  const contested = new Set(claims.keys())
  const free = (pair: { a: string; b: string }) => !contested.has(pair.a) && !contested.has(pair.b)
  const declared = links.filter((link) => link.kind === 'alias' && link.origin !== 'user')
  const computed = component.edges
    .filter(({ edge }) => edge.strength === 'link')
    .sort((x, y) => y.edge.score - x.edge.score || compare(pairKey(x.a, x.b), pairKey(y.a, y.b)))
  const pairs = [...declared.sort((x, y) => compare(pairKey(x.a, x.b), pairKey(y.a, y.b))), ...computed]
  for (const pair of pairs) if (free(pair)) clusters.unite(pair.a, pair.b)

  const open: Clustering['contested'] = []
  for (const [id, targets] of claims) {
    const groups = clusters.groupsOf(targets)
    const [only] = groups
    if (groups.length === 1 && only?.[0] && clusters.unite(id, only[0])) contested.delete(id)
    else open.push({ id, contest: groups })
  }
  for (const pair of pairs) if (free(pair)) clusters.unite(pair.a, pair.b)

  for (const name of names) {
    const targets = component.edges.flatMap(({ a, b, edge }) =>
      edge.strength !== 'soft' ? [] : a === name.id ? [b] : b === name.id ? [a] : [],
    )
    const acronym = !name.key.includes(' ') && !name.imported && !contested.has(name.id)
    const groups = acronym ? clusters.groupsOf(targets.filter((id) => !contested.has(id))) : []
    if (groups.length === 1 && groups[0]?.[0]) clusters.unite(name.id, groups[0][0])
  }
  return { clusters: clusters.all().filter(([first]) => first !== undefined && !contested.has(first)), contested: open }
}

const lastRecordedFirst = (a: NameLink, b: NameLink): number => b.recorded - a.recorded || compare(a.id, b.id)

/** Names that were declared another form of several things, in byte order. What a user said about them settles it. */
function claimsOf(
  names: readonly Name[],
  links: readonly NameLink[],
  areKeptApart: (a: string, b: string) => boolean,
): Map<string, string[]> {
  const claims = new Map<string, string[]>()
  for (const name of names) {
    if (name.imported) continue
    const own = links.filter((link) => link.a === name.id || link.b === name.id)
    if (own.some((link) => link.origin === 'user' && link.kind !== 'different')) continue
    const targets = own.flatMap((link) => (link.kind === 'alias' && link.a === name.id ? [link.b] : []))
    const distinct = [...new Set(targets)].filter((id) => !areKeptApart(id, name.id))
    if (distinct.length > 1) claims.set(name.id, distinct)
  }
  return claims
}
