import { AppError } from '../../domain/errors.ts'
import { hasWords } from '../../storage/purge-words.ts'
import type { Tx } from '../../storage/tx.ts'

/** Refuses what needs the words of a meeting once those are past the time they are kept for. */
export const mustHaveWords = async (tx: Tx, tenantId: string, meetingId: string): Promise<void> => {
  if (await hasWords(tx, tenantId, meetingId)) return
  throw new AppError(
    'gone',
    `The words of the meeting ${meetingId} were removed after the days that they are kept for. What was read of it stays; ` +
      'to have it read again, send it again.',
  )
}
