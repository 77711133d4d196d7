import { z } from 'zod'
import { runKinds } from '../../domain/run/run.ts'

const label = z.string().trim().min(1).max(200)
const moment = z.iso.datetime({ offset: true })

/** Which runs are meant, beside their status. Times are those of the acceptance. */
export const runSelection = {
  code: z.string().max(60).optional().describe('Error code with which the run ended'),
  kind: z.enum(runKinds).optional(),
  meetingId: z.uuid().optional(),
  series: label.optional().describe('Series of the meeting'),
  project: label.optional().describe('Project of the meeting'),
  since: moment.optional().describe('Accepted at this moment or later'),
  until: moment.optional().describe('Accepted before this moment'),
}
