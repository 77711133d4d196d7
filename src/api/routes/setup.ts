import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { listPersonasQuery, personaBody, personaCode } from '../../usecases/setup/manage-personas.ts'
import { listModelsQuery } from '../../usecases/setup/manage-tracking-models.ts'
import { pageView } from '../../usecases/views/common.ts'
import {
  personaView,
  storedModelView,
  trackingModelBody,
  trackingModelSummaryView,
  trackingModelView,
} from '../../usecases/views/setup-views.ts'
import { type Route, route } from '../route.ts'

const tag = 'setup'
const personaParams = z.object({ code: personaCode })

const versionParams = z.object({
  version: z.union([z.literal('current').transform(() => null), z.coerce.number().int().min(1).max(2_147_483_647)]),
})

const storeModel = (usecases: Usecases, method: 'post' | 'put', path: string): Route =>
  route({
    method,
    path,
    scope: 'admin',
    tag,
    summary: 'Put a tracking model in force',
    description:
      'It gets the next version, and the record is folded again with it. New types and cues apply to new meetings; ' +
      'meetings that were read before become upgradable. The same model again adds nothing.',
    body: trackingModelBody,
    answer: storedModelView,
    handle: async ({ body, caller, context }) => ({
      body: await usecases.storeModel({ tenantId: caller.tenantId, traceparent: context.traceparent, model: body }),
    }),
  })

export const setupRoutes = (usecases: Usecases): Route[] => [
  storeModel(usecases, 'post', '/v1/tracking-models'),
  storeModel(usecases, 'put', '/v1/tracking-models/current'),
  route({
    method: 'get',
    path: '/v1/tracking-models',
    scope: 'read',
    tag,
    summary: 'List the versions of the tracking model, latest first',
    query: listModelsQuery,
    answer: pageView(trackingModelSummaryView),
    handle: async ({ query, caller }) => ({ body: await usecases.listModels({ ...query, tenantId: caller.tenantId }) }),
  }),
  route({
    method: 'get',
    path: '/v1/tracking-models/{version}',
    scope: 'read',
    tag,
    summary: 'Read a version of the tracking model, or `current`',
    params: versionParams,
    answer: trackingModelView,
    handle: async ({ params, caller }) => ({
      body: await usecases.readModel({ ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/personas',
    scope: 'read',
    tag,
    summary: 'List personas',
    query: listPersonasQuery,
    answer: pageView(personaView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listPersonas({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/personas/{code}',
    scope: 'read',
    tag,
    summary: 'Read a persona',
    params: personaParams,
    answer: personaView,
    handle: async ({ params, caller }) => ({
      body: await usecases.readPersona({ ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'put',
    path: '/v1/personas/{code}',
    scope: 'admin',
    tag,
    summary: 'Create or replace a persona',
    params: personaParams,
    body: personaBody,
    answer: personaView,
    handle: async ({ params, body, caller }) => ({
      body: await usecases.putPersona({ ...body, ...params, tenantId: caller.tenantId }),
    }),
  }),
]
