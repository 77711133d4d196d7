import { z } from 'zod'
import {
  type LimitsInForce,
  readTenantLimits,
  type TenantLimits,
  tenantLimitsSchema,
} from '../../domain/access/tenant-limits.ts'
import { AppError } from '../../domain/errors.ts'
import { changeLimits, readTenant, type Tenant } from '../../storage/tenants.ts'
import { actOn } from '../access/acting.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { TenantView } from '../views/tenant-view.ts'

const { requestsPerMinute, submissionsPerMinute, waitingRuns, dailyBudget } = tenantLimitsSchema.shape

/** What is left out stays; null clears, so that the installation's own number holds again. */
export const changeTenantBody = z
  .strictObject({
    limits: z
      .strictObject({
        requestsPerMinute: requestsPerMinute.nullable(),
        submissionsPerMinute: submissionsPerMinute.nullable(),
        waitingRuns: waitingRuns.nullable(),
        dailyBudget: dailyBudget.nullable(),
      })
      .partial(),
  })
  .meta({ id: 'TenantChange' })

type LimitsFor = (own: TenantLimits) => LimitsInForce
type Deps = { read: TenantWork; work: TenantWork; limitsFor: LimitsFor }

export const createReadTenant =
  ({ read, limitsFor }: Deps) =>
  (tenantId: string): Promise<TenantView> =>
    read(tenantId, async (tx) => toView(tenantId, await readTenant(tx, tenantId), limitsFor))

/** For operators. The change stands in the audit log of the tenant. */
export const createChangeTenant =
  ({ work, limitsFor }: Deps) =>
  (tenantId: string, { limits }: z.infer<typeof changeTenantBody>): Promise<TenantView> =>
    work(tenantId, async (tx) => {
      actOn(tenantId)
      await changeLimits(tx, tenantId, limits)
      return toView(tenantId, await readTenant(tx, tenantId), limitsFor)
    })

const toView = (tenantId: string, tenant: Tenant | null, limitsFor: LimitsFor): TenantView => {
  if (tenant === null) throw new AppError('not_found', `There is no tenant ${tenantId}.`)
  const { name, suspendedAt, limits } = tenant
  return { tenantId, name, suspended: suspendedAt !== null, limits: limitsFor(readTenantLimits(limits)) }
}
