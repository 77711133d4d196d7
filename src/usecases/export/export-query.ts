import { z } from 'zod'
import { pointInTime } from '../points-in-time.ts'

const name = z.string().min(1).max(200)

export const exportQuery = z.strictObject({
  since: pointInTime
    .optional()
    .describe('Meetings, and what was read in them, of this time or later; of the rest what was stored since'),
  type: name.optional().describe('Of meetings, things, transitions, facts, insights or events'),
  series: name.optional().describe('Only what is from meetings of this series'),
  superseded: z.enum(['true', 'false']).optional().describe('Of transitions: true adds what was believed once'),
  point: z
    .string()
    .regex(/^\d{1,18}@\S{20,30}$/, 'is not what Export-Point said')
    .optional()
    .describe('`Export-Point` of another export: this one ends where that one did'),
})

export type ExportQuery = z.infer<typeof exportQuery>
