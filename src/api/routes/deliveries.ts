import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { listDeliveriesQuery, replayDeliveriesBody } from '../../usecases/setup/manage-deliveries.ts'
import { pageView } from '../../usecases/views/common.ts'
import { deliveryLogView, deliveryView, replayedDeliveriesView } from '../../usecases/views/webhook-views.ts'
import { type Route, route } from '../route.ts'

const tag = 'webhooks'
const params = z.object({ deliveryId: z.uuid() })

export const deliveryRoutes = (usecases: Usecases): Route[] => [
  route({
    ...{ method: 'get', path: '/v1/deliveries', scope: 'read', tag },
    summary: 'List deliveries, latest first',
    query: listDeliveriesQuery,
    answer: pageView(deliveryView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listDeliveries({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...{ method: 'get', path: '/v1/deliveries/{deliveryId}', scope: 'read', tag },
    summary: 'Read a delivery with the log of its attempts',
    params,
    answer: deliveryLogView,
    handle: async ({ params: { deliveryId }, caller }) => ({
      body: await usecases.readDelivery({ deliveryId, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...{ method: 'post', path: '/v1/deliveries/replay', scope: 'replay', tag },
    summary: 'Send many ended deliveries again; a rehearsal unless `dryRun` is false',
    body: replayDeliveriesBody,
    answer: replayedDeliveriesView,
    handle: async ({ body, caller }) => ({
      body: await usecases.replayDeliveries({ ...body, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...{ method: 'post', path: '/v1/deliveries/{deliveryId}/replay', scope: 'replay', tag },
    summary: 'Send an ended delivery again',
    status: 202,
    errors: ['conflict'],
    params,
    answer: deliveryView,
    handle: async ({ params: { deliveryId }, caller }) => ({
      body: await usecases.replayDelivery({ deliveryId, tenantId: caller.tenantId }),
    }),
  }),
]
