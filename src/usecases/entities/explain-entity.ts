import { z } from 'zod'
import type { Modality, Operation } from '../../domain/observation/observation.ts'
import {
  type FactRow,
  listDecided,
  listFactsAbout,
  listStated,
  listUnlinked,
  type StatedRow,
} from '../../storage/read-explanation.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import type { ExplainedFactView } from '../views/entity-views.ts'
import { findEntity } from './find-entity.ts'
import { type Bench, judgeRecorded, judgeStated } from './judge-fact.ts'
import type { ModelInForce } from './model-cache.ts'

export const explainEntityQuery = z.strictObject({
  ...pageQuery,
  dimension: z.string().max(40).optional(),
})

type Query = { tenantId: string; entityId: string } & z.infer<typeof explainEntityQuery>

/**
 * Fact by fact, why the state is what it is: which statements counted and which were outvoted, vetoed, only planned,
 * or said of nothing that could be told. Statements come page by page; the first page also has what was recorded.
 */
export const createExplainEntity =
  (deps: { read: TenantWork; modelInForce: ModelInForce }) =>
  (query: Query): Promise<Page<ExplainedFactView>> => {
    const { tenantId, limit, dimension: dim, cursor } = query
    const from = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string()]))[0]
    return deps.read(tenantId, async (tx) => {
      const entity = await findEntity(tx, tenantId, query.entityId)
      const model = await deps.modelInForce(tx, tenantId)
      if (model === null) return { items: [], nextCursor: null }
      const facts = await listFactsAbout(tx, tenantId, entity.id, dim)
      const decided = await listDecided(tx, tenantId, entity.id, dim)
      const bench: Bench = { type: entity.type, model, decided, facts }
      const stated = await listStated(tx, tenantId, entity.id, { dim, from, limit: limit + 1 })
      const page = pageOf(
        stated,
        limit,
        (row) => ofMeeting(row, bench),
        (row) => [row.orderKey],
      )
      const meetings = [...new Set(stated.slice(0, limit).map((row) => row.meetingId))]
      const owned = model.types.find((type) => type.name === entity.type)?.dimensions ?? []
      const dims = owned.filter((name) => dim === undefined || name === dim)
      const unlinked = await listUnlinked(tx, tenantId, meetings, { type: entity.type, dims })
      const recorded = from === undefined ? facts.map((fact) => ofRecord(fact, bench)) : []
      return { ...page, items: [...recorded, ...page.items, ...unlinked.map((row) => ofMeeting(row, bench))] }
    })
  }

const ofMeeting = (row: StatedRow, bench: Bench): ExplainedFactView => ({
  id: row.id,
  origin: 'meeting',
  kind: 'observation',
  about: row.about,
  ...judgeStated(row, bench),
  dimension: row.dim,
  operation: row.op as Operation,
  value: row.value,
  modality: row.modality as Modality,
  confidence: row.confidence,
  meetingId: row.meetingId,
  meetingTitle: row.meetingTitle,
  occurredAt: iso(row.occurredAt),
  segmentIndex: row.segment,
  speaker: row.speaker,
  ...(row.quote === '' ? { quote: null, wordsRemoved: true } : { quote: row.quote }),
})

const ofRecord = (fact: FactRow, bench: Bench): ExplainedFactView => ({
  id: fact.id,
  origin: fact.origin as ExplainedFactView['origin'],
  kind: fact.kind,
  about: fact.about,
  ...judgeRecorded(fact, bench),
  dimension: fact.dim,
  operation: fact.op as Operation | null,
  value: fact.value,
  modality: null,
  confidence: null,
  meetingId: fact.meetingId,
  meetingTitle: fact.meetingTitle,
  occurredAt: iso(fact.occurredAt ?? fact.recordedAt),
  segmentIndex: null,
  speaker: null,
  quote: fact.note,
})
