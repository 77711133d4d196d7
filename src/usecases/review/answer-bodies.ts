import { z } from 'zod'

const note = z.string().trim().max(1000).optional().describe('Why; kept with the fact')
const value = z.string().trim().min(1).max(2000).optional().describe('What was meant')
const entityId = z.uuid().optional()

export const acceptBody = z
  .strictObject({ entityId: entityId.describe('Of a name that may mean several things: the one that is meant'), note })
  .meta({ id: 'AcceptItem' })

export const rejectBody = z.strictObject({ note }).meta({ id: 'RejectItem' })

export const correctItemBody = z
  .strictObject({
    value,
    entityId: entityId.describe('What it was about'),
    type: z.string().min(1).max(40).optional().describe('Of what type it is'),
    note,
  })
  .meta({ id: 'CorrectItem' })
