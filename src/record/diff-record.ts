import { uuidv5 } from '../domain/ids.ts'
import type { StateRow, Transition } from '../domain/transition/transition.ts'
import type { EntityChanges, FoldedEntity, StoredState } from '../storage/entities.ts'
import type { NewTransition, StoredTransition } from '../storage/transitions.ts'
import type { Seen } from './find-seen.ts'
import type { Refolded } from './refold.ts'
import type { TenantNames } from './tenant-names.ts'

export type RecordDiff = EntityChanges & { superseded: StoredTransition[]; transitions: NewTransition[] }

type Context = {
  tenantId: string
  version: bigint
  names: TenantNames
  stored: ReadonlyMap<string, FoldedEntity>
  seen: Seen
}

/** What has to be written so that the stored record says what the folds say; what is the same is left alone. */
export const diffRecord = (context: Context, refolded: readonly Refolded[]): RecordDiff => {
  const diff = { entities: [], removedStates: [], states: [], superseded: [], transitions: [] } as {
    entities: EntityChanges['entities'][number][]
    removedStates: EntityChanges['removedStates'][number][]
    states: EntityChanges['states'][number][]
    superseded: StoredTransition[]
    transitions: NewTransition[]
  }
  for (const one of refolded) {
    diffStates(diff, one)
    diffTransitions(diff, one, context)
    const entity = entityRow(one, context)
    const before = context.stored.get(one.entity.id)
    if (!before || !isSameEntity(before, entity)) diff.entities.push(entity)
  }
  return diff
}

function diffStates(
  diff: { states: EntityChanges['states'][number][]; removedStates: EntityChanges['removedStates'][number][] },
  { entity, states: before, fold }: Refolded,
): void {
  const placeOf = (dim: string, item: string) => `${dim}\u001f${item}`
  const stored = new Map(before.map((row) => [placeOf(row.dim, row.item), row]))
  for (const row of fold.states) {
    const place = placeOf(row.dimension, row.item)
    const was = stored.get(place)
    stored.delete(place)
    if (was && isSameState(was, row)) continue
    diff.states.push({
      entityId: entity.id,
      dim: row.dimension,
      item: row.item,
      type: entity.type,
      value: row.value.text,
      valueEntity: row.value.entityId,
      since: row.since,
      orderKey: row.orderKey,
      confidence: row.confidence,
      evidence: row.evidence,
    })
  }
  for (const { entityId, dim, item } of stored.values()) diff.removedStates.push({ entityId, dim, item })
}

const isSameState = (was: StoredState, row: StateRow): boolean =>
  was.value === row.value.text &&
  was.valueEntity === row.value.entityId &&
  was.since.toISOString() === row.since &&
  was.orderKey === row.orderKey &&
  was.confidence === row.confidence &&
  evidenceKey(was.evidence) === evidenceKey(row.evidence)

/** Transitions that say the same stay, with the reason that they were given since. */
function diffTransitions(
  diff: { superseded: StoredTransition[]; transitions: NewTransition[] },
  { entity, transitions: before, fold }: Refolded,
  { tenantId, version }: Context,
): void {
  const stored = new Map(before.map((row) => [keyOfStored(row), row]))
  for (const transition of fold.transitions) {
    if (stored.delete(keyOf(transition))) continue
    const id = uuidv5('transition', tenantId, `${version}`, `${diff.transitions.length}`)
    diff.transitions.push({ ...transition, id, entityId: entity.id, type: entity.type })
  }
  diff.superseded.push(...stored.values())
}

const keyOfStored = (row: StoredTransition): string =>
  keyOf({
    ...row,
    dimension: row.dim,
    fromSince: row.fromSince?.toISOString() ?? null,
    validAt: row.validAt.toISOString(),
  })

const keyOf = (row: Omit<Transition, 'reason' | 'reasonSource'>): string =>
  JSON.stringify([
    ...[row.dimension, row.item, row.from, row.to, row.fromSince, row.validAt, row.orderKey, row.meetingId],
    ...[row.category, row.confidence, row.allowed, row.conflicting, evidenceKey(row.evidence)],
  ])

/** Stored JSON has an order of keys of its own. Without words, pieces that were two may be one: that is no change. */
const evidenceKey = (evidence: StateRow['evidence']): string =>
  evidence.some((one) => one.quote === '')
    ? ''
    : JSON.stringify(evidence.map((one) => [one.segmentIndex, one.speaker, one.startMs, one.quote]))

function entityRow({ entity, fold }: Refolded, context: Context): EntityChanges['entities'][number] {
  const before = context.stored.get(entity.id)
  const foldedKey = [before?.foldedKey ?? '', fold.foldedKey].sort().at(-1) ?? ''
  if (entity.names.length === 0) {
    const target = context.names.entityOf(entity.id) ?? null
    const known = { type: before?.type ?? '', name: before?.name ?? '' }
    return { id: entity.id, ...known, mergedInto: target, live: false, foldedKey: '', firstSeen: null, lastSeen: null }
  }
  const seen = context.seen.get(entity.id)
  return {
    id: entity.id,
    type: entity.type,
    name: entity.name,
    mergedInto: null,
    live: true,
    foldedKey,
    firstSeen: seen ? new Date(seen.first).toISOString() : null,
    lastSeen: seen ? new Date(seen.last).toISOString() : null,
  }
}

const isSameEntity = (before: FoldedEntity, row: EntityChanges['entities'][number]): boolean =>
  before.name === row.name &&
  before.mergedInto === row.mergedInto &&
  before.live === row.live &&
  before.foldedKey === row.foldedKey &&
  (before.firstSeen?.toISOString() ?? null) === row.firstSeen &&
  (before.lastSeen?.toISOString() ?? null) === row.lastSeen
