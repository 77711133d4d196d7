import { z } from 'zod'

const count = (min: number, max: number, what: string) => z.int().min(min).max(max).describe(what)

/** What may be set for one tenant; what is not set is as it is for the whole installation. */
export const tenantLimitsSchema = z
  .strictObject({
    requestsPerMinute: count(1, 10_000_000, 'Requests of one key that one API process answers in a minute'),
    submissionsPerMinute: count(0, 10_000_000, 'Meetings taken in any 60 seconds, over all keys and processes'),
    waitingRuns: count(0, 10_000_000, 'Runs that may wait to be admitted; beyond them submissions are refused'),
    dailyBudget: z
      .string()
      .regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be an amount of US dollars such as "12.50"')
      .describe('US dollars to spend on models in one UTC day; beyond it work goes on offline'),
  })
  .partial()

export type TenantLimits = z.infer<typeof tenantLimitsSchema>
export type LimitName = keyof TenantLimits

/** What holds for tenants of whom nothing else is said; null: no limit. */
export type InstallationLimits = {
  requestsPerMinute: number
  submissionsPerMinute: number | null
  waitingRuns: number
  dailyBudget: string | null
}

/** Unreadable limits are as good as none set: what the installation says holds then. */
export const readTenantLimits = (stored: unknown): TenantLimits => {
  const parsed = tenantLimitsSchema.safeParse(stored)
  return parsed.success ? parsed.data : {}
}

export type LimitOrigin = 'tenant' | 'installation'
type InForce<T> = { value: T; from: LimitOrigin }

export type LimitsInForce = { [Name in LimitName]: InForce<InstallationLimits[Name]> }

/** Which value holds for a tenant, and who set it. */
export const limitsInForce = (own: TenantLimits, installation: InstallationLimits): LimitsInForce => {
  const pick = <Name extends LimitName>(name: Name): InForce<InstallationLimits[Name]> => {
    const set = own[name] as InstallationLimits[Name] | undefined
    return set === undefined ? { value: installation[name], from: 'installation' } : { value: set, from: 'tenant' }
  }
  return {
    requestsPerMinute: pick('requestsPerMinute'),
    submissionsPerMinute: pick('submissionsPerMinute'),
    waitingRuns: pick('waitingRuns'),
    dailyBudget: pick('dailyBudget'),
  }
}
