import { AppError } from '../../domain/errors.ts'
import { orderKeyPrefix } from '../../domain/meeting/order-key.ts'
import { newId } from '../../platform/ids.ts'
import type { RecordSession } from '../../record/session.ts'
import { stateFacts } from '../../record/state-facts.ts'
import type { NewFact } from '../../storage/facts.ts'
import { readRecordMeetings } from '../../storage/record-meetings.ts'
import type { RecordCommands } from '../ports.ts'
import { type CommandDeps, entityUnderLock, runCommand } from './command.ts'
import { dimensionOf, valueSource } from './value-source.ts'

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
      const answer = ({ names }: RecordSession) => ({
        factIds: [id],
        entityId: names.entityOf(entity.id) ?? entity.id,
      })
      if (command.kind === 'veto') {
        const [meeting] = await readRecordMeetings(session.tx, session.tenantId, [command.meetingId])
        if (!meeting) throw new AppError('unknown_reference', `There is no meeting ${command.meetingId}.`)
        const veto: NewFact = { ...shared, ...said, kind: 'veto', meetingId: command.meetingId }
        return { change: await stateFacts(session, [veto]), answer }
      }
      const source = valueSource(session, dimension, command, id)
      const occurredAtMs = command.atMs ?? deps.now().getTime()
      const assertion: NewFact = {
        ...{ ...shared, ...said, kind: 'assert', op: command.op, value: command.value },
        valueName: source?.nameId ?? null,
        orderKey: orderKeyPrefix({ occurredAtMs, precision: 'instant', sequence: afterMeetings, identity: id }),
        occurredAt: new Date(occurredAtMs).toISOString(),
      }
      return { change: await stateFacts(session, [assertion], source ? [source] : []), answer }
    })
