import { AppError } from '../../domain/errors.ts'
import { type OccurredAt, parseOccurredAt } from '../../domain/meeting/occurred-at.ts'
import { earliestMs } from '../points-in-time.ts'

/** Reads a time and refuses what the database cannot keep. */
export const readTime = (text: string | undefined, zone: string, receivedAtMs: number): OccurredAt => {
  const time = parseOccurredAt(text, zone, receivedAtMs)
  if (time.occurredAtMs >= earliestMs) return time
  const message = 'the year must lie between 1 and 9999 in UTC'
  throw new AppError('invalid_request', `occurredAt: ${message}.`, { details: [{ path: 'occurredAt', message }] })
}
