import type { NameSource } from '../domain/name/name.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import type { RunRequest } from '../domain/run/run-request.ts'
import { newId } from '../platform/ids.ts'
import { readFoldedEntities, writeEntities } from '../storage/entities.ts'
import { writeSpotting } from '../storage/mentions.ts'
import { readRemainingSources, writeNames } from '../storage/names.ts'
import { writeObservations } from '../storage/observations.ts'
import { writeEvents } from '../storage/outbox.ts'
import { advanceTenantHead } from '../storage/tenant-head.ts'
import { insertTransitions, supersedeTransitions } from '../storage/transitions.ts'
import type { Tx } from '../storage/tx.ts'
import { endsOf, namesWithOtherSources, type RecordChange } from './change.ts'
import { changeNames, type NamesChanged } from './change-names.ts'
import { type CountedChanges, countChanges } from './count-changes.ts'
import { diffRecord, type RecordDiff } from './diff-record.ts'
import { findEntityChanges } from './entity-changes.ts'
import { findMeetings } from './find-meetings.ts'
import { findSeen } from './find-seen.ts'
import { refold } from './refold.ts'
import type { RecordSession } from './session.ts'
import { type SpottedMeetings, spotMeetings } from './spot-meetings.ts'
import { suggest } from './suggest.ts'
import { transitionEvents } from './transition-events.ts'

/** Writes a run of the ledger in the same transaction; what it answers is enqueued after the commit. */
export type AskForRun = (tx: Tx, request: RunRequest) => Promise<{ dispatch: Dispatch[] }>

export type Applied = {
  /** Version of the record after the change. */
  version: bigint
  /** Changes of state that this wrote, whichever meeting they belong to. */
  transitionIds: string[]
  entitiesCreated: number
  counted: CountedChanges
  spotted: SpottedMeetings
  /** For the queues, once the transaction is committed. */
  deliveryIds: string[]
  dispatch: Dispatch[]
}

export type ApplyOptions = {
  /** Of the meeting whose facts come in; recorded with each observation. */
  generation: number
  /** Who made the facts that the transitions follow from. */
  engineVersion: string
  traceparent: string
  /** True when facts were recorded that need a version of their own even if nothing follows from them. */
  recorded: boolean
}

/**
 * Applies a change of facts to everything that follows from them: names, entities, mentions, attachments, states and
 * transitions. The number of statements is the same for one entity and for a thousand. The only writer of derived rows.
 */
export const createApplyChange =
  (deps: { submitRun: AskForRun }) =>
  async (session: RecordSession, change: RecordChange, options: ApplyOptions): Promise<Applied> => {
    const { tx, tenantId, head, next, names, view } = session
    const changed = changeNames(names, change, await remainingSources(session, change))
    const replaced = change.replaced.map((one) => one.meetingId)
    const found = await findMeetings(tx, tenantId, { ...changed, book: names.book }, replaced)
    const again = [...new Set([...change.respot, ...found.inPlace])].filter((id) => !replaced.includes(id)).sort()
    const spotted = await spotMeetings({ tx, tenantId, names, view }, change, again)

    const changes = await findEntityChanges({ tx, tenantId, names }, change, changed, spotted)
    const ids = [...changes.keys()].sort()
    const stored = new Map(
      (ids.length === 0 ? [] : await readFoldedEntities(tx, tenantId, ids)).map((row) => [row.id, row]),
    )
    // Names that never stood for an entity.
    for (const id of ids) if (!stored.has(id) && names.members(id).length === 0) changes.delete(id)
    // Before the fold, which reads the facts of an entity from where they are stored.
    await writeFacts(session, changed, change, spotted, options.generation)
    const refolded = await refold({ tx, tenantId, names, view, meetings: spotted.meetings }, changes, stored)
    const seen = await findSeen({ tx, tenantId, names }, { change, changed, spotted }, stored, refolded)
    const diff = diffRecord({ tenantId, version: next.version, names, stored, seen }, refolded)
    const deliveryIds = await writeRecord(session, diff, options)
    if (options.recorded || isChange(changed, spotted, diff)) await advanceTenantHead(tx, tenantId, next)

    return {
      version: options.recorded || isChange(changed, spotted, diff) ? next.version : head.version,
      transitionIds: diff.transitions.map((transition) => transition.id),
      entitiesCreated: diff.entities.filter((entity) => entity.live && !stored.has(entity.id)).length,
      counted: countChanges(
        session,
        spotted.mentions.inserted.map((mention) => mention.nameId),
        diff.transitions,
      ),
      spotted,
      deliveryIds,
      dispatch: found.later === null ? [] : await askForRespot(deps.submitRun, session, found.later, options),
    }
  }

export type ApplyChange = ReturnType<typeof createApplyChange>

/** The best source that each name keeps of those that are stored when some go or are said anew. */
async function remainingSources({ tx, tenantId, names }: RecordSession, change: RecordChange) {
  const ids = [...namesWithOtherSources(change)].sort()
  if (ids.length === 0) return new Map<string, NameSource>()
  const rows = await readRemainingSources(tx, tenantId, ids, [...change.removedSources, ...change.putSources])
  return new Map(
    rows.flatMap((row) => {
      const name = names.book.get(row.nameId)
      return name ? [[row.nameId, { ...row, type: name.type, scope: name.scope, key: name.key }] as const] : []
    }),
  )
}

/** Names, observations and mentions: written before the record is compared, because it asks when names were said. */
async function writeFacts(
  { tx, tenantId, names, next }: RecordSession,
  changed: NamesChanged,
  change: RecordChange,
  spotted: SpottedMeetings,
  generation: number,
): Promise<void> {
  const put = new Set(change.putSources.map((source) => `${source.nameId} ${source.sourceId}`))
  const dead = new Map(changed.dead.map((name) => [name.id, name]))
  const rows = [...changed.names].flatMap((id) => {
    const name = names.book.get(id) ?? dead.get(id)
    if (!name) return []
    const standing = { live: names.book.get(id) !== undefined, contest: names.book.contestOf(id) }
    return [{ ...name, ...standing, entityId: names.entityOf(id) ?? id }]
  })
  if (rows.length + change.putSources.length + change.removedSources.length > 0)
    await writeNames(tx, tenantId, next.namesVersion, {
      names: rows,
      put: change.putSources,
      // One that says something else now is overwritten, not removed.
      removed: change.removedSources.filter((source) => !put.has(`${source.nameId} ${source.sourceId}`)),
    })
  const { deleted, inserted, attached } = spotted.observations
  if (deleted.length + inserted.length + attached.length > 0)
    await writeObservations(tx, tenantId, generation, {
      deleted: deleted.map((row) => row.id),
      inserted,
      attached: attached.map(({ now }) => now),
    })
  const compared = [...new Set([...changed.names, ...endsOf(change)])].sort()
  const suggestions = suggest(tenantId, names, compared, spotted.unlinked)
  await writeSpotting(tx, tenantId, {
    ...spotted.mentions,
    lookedThrough: spotted.lookedThrough,
    compared,
    suggestions,
  })
}

async function writeRecord(session: RecordSession, diff: RecordDiff, options: ApplyOptions): Promise<string[]> {
  const { tx, tenantId, head, next } = session
  const at = { version: next.version, now: head.now, engineVersion: options.engineVersion }
  if (diff.entities.length + diff.states.length + diff.removedStates.length > 0)
    await writeEntities(tx, tenantId, next.version, diff)
  const superseded = diff.superseded.map((row) => row.id).sort()
  if (superseded.length > 0) await supersedeTransitions(tx, tenantId, at, superseded)
  if (diff.transitions.length > 0) await insertTransitions(tx, tenantId, at, diff.transitions)
  const events = transitionEvents(session, diff)
  return (await writeEvents(tx, { tenantId, version: next.version, events })).deliveryIds
}

const isChange = (changed: NamesChanged, { mentions, observations }: SpottedMeetings, diff: RecordDiff): boolean =>
  [
    ...[changed.names.size, mentions.deleted.length, mentions.inserted.length],
    ...[observations.deleted.length, observations.inserted.length, observations.attached.length],
    ...[diff.entities.length, diff.states.length, diff.removedStates.length],
    ...[diff.superseded.length, diff.transitions.length],
  ].some((count) => count > 0)

/** Too many meetings for one transaction: a run of its own, which finds whatever is there when it starts. */
async function askForRespot(
  submitRun: AskForRun,
  { tx, tenantId }: RecordSession,
  params: Record<string, unknown>,
  options: ApplyOptions,
): Promise<Dispatch[]> {
  const { dispatch } = await submitRun(tx, {
    ...{ tenantId, runId: newId(), meetingId: null, kind: 'respot', generation: 0, revision: 0 },
    ...{ priority: 'normal', skip: [], params, traceparent: options.traceparent },
  })
  return dispatch
}
