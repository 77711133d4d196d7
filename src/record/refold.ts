import type { Entity } from '../domain/entity/represent.ts'
import { keyOfValue, type ValueEntity } from '../domain/observation/values.ts'
import { assertionInput, type MeetingTime, observationInput, vetoInput } from '../domain/record/fold-inputs.ts'
import type { Assertion, NameVeto } from '../domain/record/statements.ts'
import type { ModelView } from '../domain/tracking-model/model-view.ts'
import { foldOn } from '../domain/transition/fold.ts'
import type { FoldInput } from '../domain/transition/fold-input.ts'
import type { Fold, StateRow } from '../domain/transition/transition.ts'
import { type FoldedEntity, readStoredStates, type StoredState } from '../storage/entities.ts'
import { type ObservationRow, readObservationsOfNames } from '../storage/observations.ts'
import { readStatementsOf } from '../storage/read-statements.ts'
import { readLiveTransitions, type StoredTransition } from '../storage/transitions.ts'
import type { Tx } from '../storage/tx.ts'
import type { RecordMeeting } from './change.ts'
import { groupBy } from './group-by.ts'
import type { TenantNames } from './tenant-names.ts'

/** What was added to an entity, and whether anything else about it changed. */
export type EntityChange = { added: ObservationRow[]; whole: boolean }

export type Refolded = {
  entity: Entity
  fold: Fold
  /** What is stored of it; transitions only if it was folded from the beginning. */
  states: StoredState[]
  transitions: StoredTransition[]
}

type Context = {
  tx: Tx
  tenantId: string
  names: TenantNames
  view: ModelView
  meetings: ReadonlyMap<string, RecordMeeting>
}

/**
 * Folds the entities that changed. Where all that was added stands after all that was folded, the fold goes on from
 * the current state; else the whole entity is folded from its facts. The number of statements is the same for one
 * entity and for a thousand.
 */
export const refold = async (
  context: Context,
  changes: ReadonlyMap<string, EntityChange>,
  stored: ReadonlyMap<string, FoldedEntity>,
): Promise<Refolded[]> => {
  const { tx, tenantId, names } = context
  const entities = [...changes.keys()].sort().flatMap((id) => names.entity(id) ?? [])
  const whole = new Set(
    entities.filter(({ id }) => !canGoOn(context, changes.get(id), stored.get(id))).map(({ id }) => id),
  )
  const entityOf = (nameId: string | null): string => (nameId === null ? '' : (names.entityOf(nameId) ?? ''))
  const namesOf = (some: readonly Entity[]): string[] =>
    some.flatMap((entity) => entity.names.map((name) => name.id)).sort()
  const ids = [...changes.keys()].sort()

  const states = groupBy(ids.length === 0 ? [] : await readStoredStates(tx, tenantId, ids), (row) => row.entityId)
  const statements = entities.length === 0 ? nothingStated : await readStatementsOf(tx, tenantId, namesOf(entities))
  const assertions = groupBy<Assertion>(statements.assertions, (one) => entityOf(one.nameId))
  const vetoes = groupBy<NameVeto>(statements.vetoes, (one) => entityOf(one.nameId))
  const rewritten = ids.filter((id) => whole.has(id) || !names.entity(id))
  const observations =
    whole.size === 0
      ? []
      : await readObservationsOfNames(tx, tenantId, namesOf(entities.filter(({ id }) => whole.has(id))))
  const observed = groupBy(observations, (row) => entityOf(row.nameId))
  const transitions = groupBy(
    rewritten.length === 0 ? [] : await readLiveTransitions(tx, tenantId, rewritten),
    (row) => row.entityId,
  )

  const gone = ids.filter((id) => !names.entity(id)).map((id) => ({ id, type: '', name: '', names: [] }))
  return [...entities, ...gone].map((entity) => {
    const before = states.get(entity.id) ?? []
    const rejected = (vetoes.get(entity.id) ?? []).map((veto) =>
      vetoInput(veto, valueEntity(names, veto.claim?.valueNameId ?? null)),
    )
    const facts = { type: entity.type, vetoes: rejected, judged: names.judged }
    const stands = { entity, states: before, transitions: transitions.get(entity.id) ?? [] }
    if (entity.names.length === 0) return { ...stands, fold: { states: [], transitions: [], foldedKey: '' } }
    if (whole.has(entity.id)) {
      const meetings = (observed.get(entity.id) ?? []).map((row) => {
        const time = {
          occurredAt: row.occurredAt.toISOString(),
          timeZone: row.timeZone,
          orderKey: pointOf(row.orderKey),
        }
        return inputOf(context, row, time)
      })
      const said = (assertions.get(entity.id) ?? []).flatMap(
        (one) =>
          assertionInput(one, valueEntity(names, one.valueNameId), statements.occasions.get(one.meetingId ?? '')) ?? [],
      )
      return { ...stands, fold: foldOn([], { ...facts, inputs: [...meetings, ...said] }, context.view.model) }
    }
    const inputs = (changes.get(entity.id)?.added ?? []).flatMap((row) => {
      const meeting = context.meetings.get(row.meetingId)
      return meeting ? [inputOf(context, row, meeting)] : []
    })
    const start = before.map((row) => restore(context.view, row))
    return { ...stands, fold: foldOn(start, { ...facts, inputs }, context.view.model) }
  })
}

const nothingStated = { assertions: [], vetoes: [], occasions: new Map<string, MeetingTime>() }

/** Occasions after everything that was folded. A meeting that was folded in part is no such occasion. */
const canGoOn = ({ meetings }: Context, change: EntityChange | undefined, stored: FoldedEntity | undefined): boolean =>
  change !== undefined &&
  !change.whole &&
  change.added.every((row) => (meetings.get(row.meetingId)?.orderKey ?? '') > (stored?.foldedKey ?? ''))

/** The order key of a meeting is what stands before segment and ordinal in those of its observations. */
const pointOf = (orderKey: string): string => orderKey.split('.').slice(0, 2).join('.')

const inputOf = (
  { names }: Context,
  row: ObservationRow,
  time: Pick<RecordMeeting, 'occurredAt' | 'timeZone' | 'orderKey'>,
): FoldInput => observationInput(row, row, time, valueEntity(names, row.valueName))

function valueEntity(names: TenantNames, nameId: string | null): ValueEntity | null {
  const id = nameId === null ? undefined : names.entityOf(nameId)
  const entity = id === undefined ? undefined : names.entity(id)
  return entity ? { id: entity.id, name: entity.name } : null
}

function restore(view: ModelView, row: StoredState): StateRow {
  const value = { text: row.value, entityId: row.valueEntity }
  return {
    dimension: row.dim,
    item: row.item,
    value: { ...value, key: keyOfValue(view.dimension(row.dim), value) },
    since: row.since.toISOString(),
    orderKey: row.orderKey,
    confidence: row.confidence,
    evidence: row.evidence,
  }
}
