import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { listDeliveriesQuery } from '../../usecases/setup/manage-deliveries.ts'
import { listWebhooksQuery, webhookBody } from '../../usecases/setup/manage-webhooks.ts'
import { pageView } from '../../usecases/views/common.ts'
import { deliveryView, newWebhookView, webhookView } from '../../usecases/views/setup-views.ts'
import { type Route, route } from '../route.ts'

const shared = { scope: 'admin', tag: 'webhooks' } as const
const params = z.object({ webhookId: z.uuid() })

export const webhookRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    method: 'post',
    path: '/v1/webhooks',
    summary: 'Send events to an address; the signing secret is shown this once',
    status: 201,
    body: webhookBody,
    answer: newWebhookView,
    handle: async ({ body, caller }) => {
      const webhook = await usecases.createWebhook({ ...body, tenantId: caller.tenantId })
      return { headers: { Location: `/v1/webhooks/${webhook.id}`, 'Cache-Control': 'no-store' }, body: webhook }
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/v1/webhooks',
    summary: 'List webhooks, newest first',
    query: listWebhooksQuery,
    answer: pageView(webhookView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listWebhooks({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/v1/webhooks/{webhookId}',
    summary: 'Read a webhook',
    params,
    answer: webhookView,
    handle: async ({ params: { webhookId }, caller }) => ({
      body: await usecases.readWebhook({ webhookId, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    method: 'delete',
    path: '/v1/webhooks/{webhookId}',
    summary: 'Send nothing more to a webhook',
    status: 204,
    params,
    handle: async ({ params: { webhookId }, caller }) => {
      await usecases.deleteWebhook({ webhookId, tenantId: caller.tenantId })
      return { body: undefined }
    },
  }),
  route({
    method: 'get',
    path: '/v1/deliveries',
    scope: 'read',
    tag: 'webhooks',
    summary: 'List deliveries, latest first',
    query: listDeliveriesQuery,
    answer: pageView(deliveryView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listDeliveries({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'post',
    path: '/v1/deliveries/{deliveryId}/replay',
    scope: 'replay',
    tag: 'webhooks',
    summary: 'Send an ended delivery again',
    status: 202,
    errors: ['conflict'],
    params: z.object({ deliveryId: z.uuid() }),
    answer: deliveryView,
    handle: async ({ params: { deliveryId }, caller }) => ({
      body: await usecases.replayDelivery({ deliveryId, tenantId: caller.tenantId }),
    }),
  }),
]
