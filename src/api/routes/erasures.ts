import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { erasureBody } from '../../usecases/erase/erasure-body.ts'
import { listErasuresQuery } from '../../usecases/erase/read-erasures.ts'
import { pageView } from '../../usecases/views/common.ts'
import { erasureView, toErasureView } from '../../usecases/views/erasure-view.ts'
import { type Route, route } from '../route.ts'

const shared = { scope: 'erase', tag: 'erasure' } as const

export const erasureRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    method: 'post',
    path: '/v1/erasures',
    summary: 'Erase a meeting, a person or the whole tenant for good; the answer is a receipt',
    description:
      'Beyond deleting: also quotes and values of what was superseded, announced events, answers of models and what ' +
      'receivers answered are removed, for a meeting that was deleted before too. The receipt holds numbers and hashes. ' +
      'The same meeting is refused from then on (410), under its externalId and by its words. Of a person a ' +
      'pseudonym stays in place of the name, and the meetings concerned are read again. Of a tenant everything goes, in batches; keep the receipt, for no key of it works afterwards.',
    status: 201,
    errors: ['gone', 'conflict'],
    extraTimeMs: () => 600_000,
    body: erasureBody,
    answer: erasureView,
    handle: async ({ body: { reason = null, ...body }, caller, context }) => {
      const acting = { tenantId: caller.tenantId, actor: caller.actor, traceparent: context.traceparent }
      const { meetingId, tenant, dryRun, ...person } = body
      const command = { ...acting, reason, dryRun }
      if (tenant) return { body: toErasureView(await usecases.eraseTenant(command), dryRun) }
      const erasure =
        meetingId === undefined
          ? await usecases.erasePerson({ ...command, ...person })
          : await usecases.eraseMeeting({ ...command, meetingId })
      return { body: toErasureView(erasure, dryRun) }
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/v1/erasures',
    summary: 'List receipts of erasures, latest first',
    query: listErasuresQuery,
    answer: pageView(erasureView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listErasures({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/v1/erasures/{erasureId}',
    summary: 'Read the receipt of an erasure',
    params: z.object({ erasureId: z.uuid() }),
    answer: erasureView,
    handle: async ({ params, caller }) => ({
      body: await usecases.readErasure({ ...params, tenantId: caller.tenantId }),
    }),
  }),
]
