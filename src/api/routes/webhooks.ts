import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import {
  listWebhooksQuery,
  rotateSecretBody,
  webhookBody,
  webhookEditBody,
} from '../../usecases/setup/webhook-bodies.ts'
import { pageView } from '../../usecases/views/common.ts'
import { deliveryView, newWebhookView, webhookView } from '../../usecases/views/webhook-views.ts'
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
    method: 'patch',
    path: '/v1/webhooks/{webhookId}',
    summary: 'Change a webhook, or switch it off and on',
    description:
      'Switching on sends nothing old by itself: `POST /v1/deliveries/replay` does. A webhook that answered nothing well for ' +
      'WEBHOOK_DISABLE_AFTER_DAYS, or answered 410, has been switched off: `disabledReason` says why.',
    params,
    body: webhookEditBody,
    answer: webhookView,
    handle: async ({ params: { webhookId }, body, caller }) => ({
      body: await usecases.editWebhook({ ...body, webhookId, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/v1/webhooks/{webhookId}/rotate',
    summary: 'Give a webhook a new signing secret; both sign for a while',
    params,
    body: rotateSecretBody,
    answer: newWebhookView,
    handle: async ({ params: { webhookId }, body, caller }) => ({
      headers: { 'Cache-Control': 'no-store' },
      body: await usecases.rotateWebhookSecret({ ...body, webhookId, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/v1/webhooks/{webhookId}/test',
    summary: 'Send webhook.test to this webhook; the delivery tells how that went',
    status: 202,
    errors: ['conflict'],
    params,
    answer: deliveryView,
    handle: async ({ params: { webhookId }, caller }) => ({
      body: await usecases.testWebhook({ webhookId, tenantId: caller.tenantId }),
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
]
