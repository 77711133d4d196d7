import type { Entity } from '../../domain/entity/represent.ts'
import { AppError } from '../../domain/errors.ts'
import { orderKeyPrefix } from '../../domain/meeting/order-key.ts'
import { cleanSurface, type NameSource, nameIdOf, nameKey, tenantScope } from '../../domain/name/name.ts'
import { normaliseValue } from '../../domain/observation/values.ts'
import type { Dimension } from '../../domain/tracking-model/model.ts'
import { newId } from '../../platform/ids.ts'
import { noChange } from '../../record/change.ts'
import type { RecordSession } from '../../record/session.ts'
import { insertFacts, type NewFact } from '../../storage/facts.ts'
import { readRecordMeetings } from '../../storage/record-meetings.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, entityUnderLock, runCommand } from './command.ts'

/** Of one instant, what a user says comes after what was said in a meeting. */
const afterMeetings = 999_999

/** Says what is true of an entity from a moment on, or that what a meeting said about a dimension does not count. */
export const createCorrectState =
  (deps: CommandDeps): RecordCommands['correctState'] =>
  (command) =>
    runCommand(deps, command, async (session) => {
      const entity = entityUnderLock(session, command.entityId)
      const dimension = dimensionOf(session, entity, command.dimension)
      const id = newId()
      const shared = { id, groupId: id, origin: 'user', nameId: entity.id, dim: dimension.name } as const
      const said = { note: command.note ?? null, actor: command.actor }
      const change = { ...noChange(), restated: [entity.id] }
      if (command.kind === 'veto') {
        const [meeting] = await readRecordMeetings(session.tx, session.tenantId, [command.meetingId])
        if (!meeting) throw new AppError('unknown_reference', `There is no meeting ${command.meetingId}.`)
        await record(session, { ...shared, ...said, kind: 'veto', meetingId: command.meetingId })
      } else {
        const source = valueSource(session, dimension, command, id)
        if (source) change.putSources = [source]
        const occurredAtMs = command.atMs ?? deps.now().getTime()
        await record(session, {
          ...{ ...shared, ...said, kind: 'assert', op: command.op, value: command.value },
          valueName: source?.nameId ?? null,
          orderKey: orderKeyPrefix({ occurredAtMs, precision: 'instant', sequence: afterMeetings, identity: id }),
          occurredAt: new Date(occurredAtMs).toISOString(),
        })
      }
      return { change, answer: ({ names }) => ({ factIds: [id], entityId: names.entityOf(entity.id) ?? entity.id }) }
    })

const record = (session: RecordSession, fact: NewFact): Promise<void> =>
  insertFacts(session.tx, session.tenantId, session.next, [fact])

function dimensionOf({ view }: RecordSession, entity: Entity, name: string): Dimension {
  const dimension = view.dimension(name)
  if (dimension && view.owns(entity.type, name)) return dimension
  const message = `A ${entity.type} has no dimension "${name}".`
  throw new AppError('unknown_reference', message, { details: [{ path: 'dimension', message }] })
}

/** The name that the value of an entity dimension is; for other dimensions it only has to be one of their values. */
function valueSource(
  { tenantId, next }: RecordSession,
  dimension: Dimension,
  { op, value }: { op: string; value: string | null },
  sourceId: string,
): NameSource | null {
  const [type] = dimension.valueTypes
  if (value === null) {
    if (op === 'resolve') return null
    throw refuse('a value is needed, except to resolve everything')
  }
  if (normaliseValue(dimension, value, null) === null) throw refuse(`"${value}" is no value of ${dimension.name}`)
  if (dimension.kind !== 'entity' || type === undefined) return null
  const surface = cleanSurface(value)
  const key = nameKey(surface)
  const nameId = nameIdOf(tenantId, type, tenantScope, key)
  // After every name that was said: a user's spelling gives a person who was heard of before no new face.
  const orderKey = `9${String(next.version).padStart(14, '0')}`
  return { nameId, type, scope: tenantScope, key, surface, kind: 'user', guessed: false, sourceId, orderKey }
}

const refuse = (message: string): AppError =>
  new AppError('invalid_request', `value: ${message}.`, { details: [{ path: 'value', message }] })
