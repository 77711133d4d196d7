import { z } from 'zod'
import { listAuditQuery } from '../../usecases/access/list-audit.ts'
import { createKeyBody, listKeysQuery, rotateKeyBody } from '../../usecases/access/manage-keys.ts'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { pageView } from '../../usecases/views/common.ts'
import { auditView, keyView, newKeyView } from '../../usecases/views/setup-views.ts'
import { type Route, route } from '../route.ts'

const shared = { scope: 'admin', tag: 'setup' } as const
const params = z.object({ keyId: z.uuid() })

export const keyRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    method: 'post',
    path: '/v1/keys',
    summary: 'Create an API key; it is shown this once',
    description: 'A key can be given no scope that the calling key has not.',
    status: 201,
    body: createKeyBody,
    answer: newKeyView,
    handle: async ({ body, caller }) => {
      const key = await usecases.createKey({ ...body, tenantId: caller.tenantId, mayGrant: caller.scopes })
      return { headers: { 'Cache-Control': 'no-store' }, body: key }
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/v1/keys',
    summary: 'List API keys, newest first',
    query: listKeysQuery,
    answer: pageView(keyView),
    handle: async ({ query, caller }) => ({ body: await usecases.listKeys({ ...query, tenantId: caller.tenantId }) }),
  }),
  route({
    ...shared,
    method: 'delete',
    path: '/v1/keys/{keyId}',
    summary: 'Revoke an API key, from the next request on',
    status: 204,
    params,
    handle: async ({ params: { keyId }, caller }) => {
      await usecases.revokeKey({ keyId, tenantId: caller.tenantId })
      return { body: undefined }
    },
  }),
  route({
    ...shared,
    method: 'post',
    path: '/v1/keys/{keyId}/rotate',
    summary: 'Replace an API key by a new one with the same name and scopes',
    status: 201,
    errors: ['conflict'],
    params,
    body: rotateKeyBody,
    answer: newKeyView,
    handle: async ({ params: { keyId }, body, caller }) => {
      const key = await usecases.rotateKey({ ...body, keyId, tenantId: caller.tenantId, mayGrant: caller.scopes })
      return { headers: { 'Cache-Control': 'no-store' }, body: key }
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/v1/audit',
    summary: 'List who changed what, latest first',
    description:
      'One entry for each transaction that changed something for a caller, committed with it. ' +
      'It holds ids and names of operations, never what was said in a meeting.',
    query: listAuditQuery,
    answer: pageView(auditView),
    handle: async ({ query, caller }) => ({ body: await usecases.listAudit({ ...query, tenantId: caller.tenantId }) }),
  }),
]
