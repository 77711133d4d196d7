import type { Edge } from '../name/edge.ts'
import { compare, type Name } from '../name/name.ts'
import type { Contest } from '../name/name-book.ts'
import type { NameLink } from '../name/name-link.ts'
import { createClusters, type TypedNames } from './clusters.ts'

/** Names that are connected, with everything that is known about pairs of them. */
export type Component = TypedNames & {
  /** None that says `unsure`. */
  links: readonly NameLink[]
  edges: readonly { a: string; b: string; edge: Edge }[]
}

export type Clustering = {
  /** Each is one entity; the names of each in byte order. */
  clusters: string[][]
  /** Names that several entities claim: they belong to none, and each meeting tells whom it means. */
  contested: { id: string; contest: Contest }[]
}

/** What is spelled alike or has one identifier goes before what a model says, and that before likeness. */
const certainScore = 97

/**
 * Which names are one thing. Statements are taken in the order user (the last recorded first), declared, computed and
 * certain, a model's verdicts (different before same), computed otherwise (the highest score first), then byte order of
 * the names; each unites unless something before it forbids that. Imported names are things of their own, which only a
 * user can unite, and so are names of two types that were told.
 */
export const clusterNames = (component: Component): Clustering => {
  const order = new Map(component.names.map((name) => [name.id, `${name.type}\u001f${name.scope}\u001f${name.key}`]))
  const names = [...component.names].sort((a, b) => compare(order.get(a.id) ?? '', order.get(b.id) ?? ''))
  const links = component.links.filter((link) => order.has(link.a) && order.has(link.b))
  const clusters = createClusters({ ...component, names })
  const pairKey = (a: string, b: string) => [order.get(a) ?? '', order.get(b) ?? ''].sort().join('\u001e')

  for (const link of [...links].filter((link) => link.origin === 'user').sort(lastRecordedFirst)) {
    if (link.kind === 'different') clusters.keepApart(link.a, link.b)
    else clusters.unite(link.a, link.b, { byUser: true })
  }

  const claims = claimsOf(names, links, clusters.areKeptApart)
  const contested = new Set(claims.keys())
  const free = (pair: { a: string; b: string }) => !contested.has(pair.a) && !contested.has(pair.b)
  const statements = statementsOf(links, component.edges, pairKey)
  const takeStatements = () => {
    for (const { a, b, apart } of statements)
      if (apart) clusters.keepApart(a, b)
      else if (free({ a, b })) clusters.unite(a, b)
  }
  takeStatements()

  const open: Clustering['contested'] = []
  for (const [id, targets] of claims) {
    const groups = clusters.groupsOf(targets)
    const [only] = groups
    if (groups.length === 1 && only?.[0] && clusters.unite(id, only[0])) contested.delete(id)
    else open.push({ id, contest: groups })
  }
  takeStatements()

  const twins = createTwins(component, links)
  for (const name of names) {
    if (contested.has(name.id) || name.imported) continue
    const { anchors, others } = twins.of(name.id)
    const claiming = clusters.groupsOf(anchors.filter((id) => !clusters.areKeptApart(name.id, id)))
    const anchor = claiming.length === 1 ? claiming[0]?.[0] : undefined
    if (anchor !== undefined && !contested.has(anchor)) clusters.unite(name.id, anchor)
    for (const other of others) clusters.unite(name.id, other)
    if (name.key.includes(' ')) continue
    const groups = clusters.groupsOf(targetsOf(name.id, component.edges, 'soft').filter((id) => !contested.has(id)))
    if (groups.length === 1 && groups[0]?.[0]) clusters.unite(name.id, groups[0][0])
  }
  return { clusters: clusters.all().filter(([first]) => first !== undefined && !contested.has(first)), contested: open }
}

type Statement = { a: string; b: string; apart: boolean }

/** What is said and computed about pairs of names by others than users, in the order in which it counts. */
function statementsOf(
  links: readonly NameLink[],
  edges: Component['edges'],
  pairKey: (a: string, b: string) => string,
): Statement[] {
  const inOrder = (some: readonly NameLink[], apart = false): Statement[] =>
    some.map(({ a, b }) => ({ a, b, apart })).sort((x, y) => compare(pairKey(x.a, x.b), pairKey(y.a, y.b)))
  const verdicts = (kind: NameLink['kind']) => links.filter((link) => link.origin === 'model' && link.kind === kind)
  const computed = edges
    .filter(({ edge }) => edge.strength === 'link')
    .sort((x, y) => y.edge.score - x.edge.score || compare(pairKey(x.a, x.b), pairKey(y.a, y.b)))
    .map(({ a, b, edge }) => ({ a, b, apart: false, score: edge.score }))
  return [
    ...inOrder(links.filter((link) => link.kind === 'alias' && link.origin !== 'user')),
    ...computed.filter(({ score }) => score >= certainScore),
    ...inOrder(verdicts('different'), true),
    ...inOrder(verdicts('same')),
    ...computed.filter(({ score }) => score < certainScore),
  ]
}

const targetsOf = (id: string, edges: Component['edges'], strength: Edge['strength']): string[] =>
  edges.flatMap(({ a, b, edge }) => (edge.strength !== strength ? [] : a === id ? [b] : b === id ? [a] : []))

/**
 * Names that read like a name of a guessed type. The `anchors` tell what it is if they are one thing: those of told
 * types, and without any those that were declared another form of something. The `others` are guesses like itself.
 */
function createTwins({ guessed, edges }: Component, links: readonly NameLink[]) {
  const declared = new Set(links.flatMap((link) => (link.kind === 'alias' ? [link.a] : [])))
  const catalogued = new Set(links.flatMap((link) => (link.origin === 'import' ? [link.a] : [])))
  const isTold = (id: string) => !guessed.has(id) || catalogued.has(id)
  const of = (id: string): { anchors: string[]; others: string[] } => {
    if (isTold(id)) return { anchors: [], others: [] }
    const twins = targetsOf(id, edges, 'assumed')
    const told = twins.filter(isTold)
    const claimed = declared.has(id)
    return {
      anchors: told.length > 0 || claimed ? told : twins.filter((twin) => declared.has(twin)),
      others: claimed ? [] : twins.filter((twin) => !isTold(twin) && !declared.has(twin)),
    }
  }
  return { of }
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
