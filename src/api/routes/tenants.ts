import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { changeTenantBody } from '../../usecases/setup/tenant-limits.ts'
import { tenantView } from '../../usecases/views/tenant-view.ts'
import { type Route, route } from '../route.ts'

const shared = { scope: 'operate', tag: 'setup', path: '/v1/tenants/{tenantId}' } as const
const params = z.object({ tenantId: z.uuid() })

export const tenantRoutes = (usecases: Usecases): Route[] => [
  route({
    method: 'get',
    path: '/v1/tenant',
    scope: 'read',
    tag: 'setup',
    summary: 'Read the own tenant: its limits, and who set each',
    answer: tenantView,
    handle: async ({ caller }) => ({ body: await usecases.readTenant(caller.tenantId) }),
  }),
  route({
    ...shared,
    method: 'get',
    summary: 'Read any tenant: its limits, and who set each',
    params,
    answer: tenantView,
    handle: async ({ params: { tenantId } }) => ({ body: await usecases.readTenant(tenantId) }),
  }),
  route({
    ...shared,
    method: 'patch',
    summary: 'Set limits of any tenant',
    description:
      'What is left out stays; null clears. Requests and submissions are held to it from the next one on in every ' +
      'process, calls of models within five seconds. The change stands in the audit log of the tenant.',
    params,
    body: changeTenantBody,
    answer: tenantView,
    handle: async ({ params: { tenantId }, body }) => ({ body: await usecases.changeTenant(tenantId, body) }),
  }),
]
