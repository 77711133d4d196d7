import { z } from 'zod'
import { id } from './common.ts'

const inForce = <Value extends z.ZodType>(value: Value, what: string) =>
  z.object({ value, from: z.enum(['tenant', 'installation']).describe('Who set it') }).describe(what)

export const tenantView = z
  .object({
    tenantId: id,
    name: z.string(),
    suspended: z.boolean(),
    limits: z.object({
      requestsPerMinute: inForce(z.int(), 'Requests of one key that one API process answers in a minute'),
      submissionsPerMinute: inForce(
        z.int().nullable(),
        'Meetings taken in any 60 seconds, over all keys and processes; null: as many as come',
      ),
      waitingRuns: inForce(z.int(), 'Runs that may wait to be admitted; beyond them submissions are refused'),
      dailyBudget: inForce(
        z.string().nullable(),
        'US dollars to spend on models in one UTC day; beyond it work goes on offline. Null: as much as it takes',
      ),
    }),
  })
  .meta({ id: 'Tenant' })
export type TenantView = z.infer<typeof tenantView>
