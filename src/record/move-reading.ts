import { moveObservations, readOneOrderKey } from '../storage/observations.ts'
import type { RecordSession } from './session.ts'

/** Gives the stored observations of a meeting the place in time that the meeting has now; says whether they moved. */
export const moveReading = async (
  { tx, tenantId }: RecordSession,
  meetingId: string,
  orderKey: string,
): Promise<boolean> => {
  const stored = await readOneOrderKey(tx, tenantId, meetingId)
  const from = stored?.split('.').slice(0, 2).join('.')
  if (from === undefined || from === orderKey) return false
  await moveObservations(tx, tenantId, meetingId, { from, to: orderKey })
  return true
}
