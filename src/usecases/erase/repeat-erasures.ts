import { AppError } from '../../domain/errors.ts'
import type { RecordCommands } from '../ports.ts'
import type { EraseTenantCommand } from './erase-tenant.ts'

/** What a receipt says was erased. */
export type ErasedBefore = {
  id: string
  tenantId: string
  subject: 'meeting' | 'person' | 'tenant'
  subjectId: string | null
}

export type RepeatedErasures = {
  repeated: number
  /** What is not there: it was never in the backup, or had gone from it before. */
  absent: number
  /** Ids of receipts for persons that are no entities of the record: they name nobody, so it has to be asked for again. */
  unnamed: string[]
}

type Erasers = Pick<RecordCommands, 'eraseMeeting' | 'erasePerson'> & {
  eraseTenant: (command: EraseTenantCommand) => Promise<unknown>
}

/** Erases once more what these receipts tell of, as far as it is there: after a backup from before them was restored. */
export const createRepeatErasures =
  (erasers: Erasers) =>
  async (receipts: readonly ErasedBefore[], actor: string, traceparent: string): Promise<RepeatedErasures> => {
    const told: RepeatedErasures = { repeated: 0, absent: 0, unnamed: [] }
    for (const receipt of receipts) {
      const { id, tenantId, subject, subjectId } = receipt
      const command = { tenantId, actor, traceparent, reason: `again after a restore: ${id}`, dryRun: false }
      try {
        if (subject === 'tenant') await erasers.eraseTenant(command)
        else if (subjectId === null) throw new AppError('not_found', `The receipt ${id} has no subject.`)
        else if (subject === 'meeting') await erasers.eraseMeeting({ ...command, meetingId: subjectId })
        else await erasers.erasePerson({ ...command, personId: subjectId, includeSpoken: true })
        told.repeated += 1
      } catch (error) {
        if (!(error instanceof AppError) || !['not_found', 'gone'].includes(error.code)) throw error
        if (subject === 'person') told.unnamed.push(id)
        else told.absent += 1
      }
    }
    return told
  }
