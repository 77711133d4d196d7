import { z } from 'zod'
import { dayMs } from '../../domain/forecast/calendar.ts'
import { defaultDays } from '../../domain/forecast/habits.ts'
import { nameKey } from '../../domain/name/name.ts'
import {
  type EntityFilter,
  type EntityRow,
  listEntities,
  listNameKeys,
  listNamesOf,
} from '../../storage/read-entities.ts'
import { readStates } from '../../storage/read-state.ts'
import type { Tx } from '../../storage/tx.ts'
import type { FlagsOf } from '../analytics/flags-of.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { EntityView } from '../views/entity-views.ts'
import type { ModelInForce } from './model-cache.ts'
import { type Match, type Ranked, rankNames } from './rank-names.ts'
import { toEntityView } from './to-entity-view.ts'

export const listEntitiesQuery = z.strictObject({
  ...pageQuery,
  type: z.string().max(40).optional(),
  state: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('`status:blocked`, or `blocked` for that value of any dimension'),
  q: z.string().min(1).max(200).optional().describe('A name or part of one; typing errors are forgiven'),
  project: z.string().max(200).optional().describe('Spoken of in meetings of this project'),
  stale: z
    .union([z.literal('true').transform(() => defaultDays), z.coerce.number().int().min(1).max(3650)])
    .optional()
    .describe(`Nobody has spoken of it for so many days; \`true\` means ${defaultDays}`),
})

type Query = { tenantId: string } & z.infer<typeof listEntitiesQuery>
type Found = { row: EntityRow; match: Match }
type Deps = { read: TenantWork; modelInForce: ModelInForce; flagsOf: FlagsOf; now: () => Date }

const mostNames = 200_000
const mostCandidates = 2000

/** By type and name; with `q` the likest first. */
export const createListEntities =
  (deps: Deps) =>
  (query: Query): Promise<Page<EntityView>> =>
    deps.read(query.tenantId, async (tx) => {
      if (query.q === undefined) {
        const page = await browse(tx, deps, query)
        return { ...page, items: await withParts(tx, deps, query.tenantId, page.items) }
      }
      const page = await search(tx, deps, query, query.q)
      const rows = page.items.map(({ row }) => row)
      const views = await withParts(tx, deps, query.tenantId, rows)
      return { ...page, items: views.map((view, at) => ({ ...view, match: page.items[at]?.match })) }
    })

const browse = async (tx: Tx, deps: Deps, query: Query): Promise<Page<EntityRow>> => {
  const place = z.tuple([z.string(), z.string(), z.uuid()])
  const at = query.cursor === undefined ? undefined : decodeCursor(query.cursor, place)
  const after = at === undefined ? undefined : { type: at[0], name: at[1], id: at[2] }
  const rows = await listEntities(tx, query.tenantId, { ...filterOf(query, deps.now()), after }, query.limit + 1)
  return pageOf(
    rows,
    query.limit,
    (row) => row,
    (row) => [row.type, row.name, row.id],
  )
}

const search = async (tx: Tx, deps: Deps, query: Query, typed: string): Promise<Page<Found>> => {
  const at = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.tuple([z.int(), z.uuid()]))
  const ranked = await findNames(tx, deps, query, typed)
  const ids = ranked.map((entry) => entry.entityId)
  const rows = await listEntities(tx, query.tenantId, { ...filterOf(query, deps.now()), ids }, mostCandidates)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found = ranked.flatMap(({ entityId, ...match }): Found[] => {
    const { score } = match
    const row = byId.get(entityId)
    const passed = at !== undefined && (score > at[0] || (score === at[0] && entityId <= at[1]))
    return row === undefined || passed ? [] : [{ row, match }]
  })
  return pageOf(
    found.slice(0, query.limit + 1),
    query.limit,
    (one) => one,
    ({ row, match }) => [match.score, row.id],
  )
}

/** Names that contain what was typed; only when there are none, all of them are looked through for typing errors. */
const findNames = async (tx: Tx, deps: Deps, { tenantId, type }: Query, typed: string): Promise<Ranked[]> => {
  const containing = { key: nameKey(typed), surface: typed.trim() }
  const likely = await listNameKeys(tx, tenantId, { type, containing }, mostNames)
  const names = likely.length > 0 ? likely : await listNameKeys(tx, tenantId, { type }, mostNames)
  const model = await deps.modelInForce(tx, tenantId)
  const people = new Set(model?.types.filter((one) => one.person).map((one) => one.name))
  const ranked = rankNames(
    typed,
    names.map((name) => ({ ...name, person: people.has(name.type) })),
  )
  return ranked.slice(0, mostCandidates)
}

const filterOf = ({ type, state, project, stale }: Query, now: Date): EntityFilter => ({
  type,
  project,
  state: state === undefined ? undefined : parseState(state),
  lastSeenBefore: stale === undefined ? undefined : new Date(now.getTime() - stale * dayMs),
})

const parseState = (text: string): { dim: string | null; value: string } => {
  const [, dim, value] = /^([a-z][a-z0-9_]*):(.+)$/s.exec(text) ?? []
  return dim === undefined || value === undefined ? { dim: null, value: text } : { dim, value }
}

const withParts = async (tx: Tx, deps: Deps, tenantId: string, rows: readonly EntityRow[]): Promise<EntityView[]> => {
  const ids = rows.map((row) => row.id)
  const names = await listNamesOf(tx, tenantId, ids)
  const states = await readStates(tx, tenantId, ids)
  const model = await deps.modelInForce(tx, tenantId)
  const flags = model === null ? () => [] : await deps.flagsOf(tx, tenantId, model, rows, states)
  return rows.map((row) => toEntityView(row, { names, states, model, flags }))
}
