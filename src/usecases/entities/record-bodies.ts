import { z } from 'zod'

const note = z.string().trim().max(1000).optional().describe('Why; kept with the fact')

export const noteBody = z.strictObject({ note }).meta({ id: 'Note' })

export const dryRunQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).default('false').describe('true: nothing is written'),
})

export const relinkBody = z
  .strictObject({
    nameId: z.uuid().describe('A name that was said in the meeting'),
    entityId: z.uuid().describe('What it means there'),
    note,
  })
  .meta({ id: 'RelinkName' })
