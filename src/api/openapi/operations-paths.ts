import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { problemSchema } from '../problem.ts'

const plain = (path: string, operationId: string, summary: string, contentType: string, schema: z.ZodType) => ({
  method: 'get' as const,
  path,
  operationId,
  tags: ['operations'],
  summary,
  security: [],
  responses: { 200: { description: 'Done', content: { [contentType]: { schema } } } },
})

const health = z.object({ status: z.literal('ok') })
// The one place where the schema of problems is named in full; everywhere else refers to it.
const unavailable = {
  503: { description: 'storage_unavailable', content: { 'application/problem+json': { schema: problemSchema } } },
}

/** What is served outside `/v1`, without a key. */
export const operationsPaths: readonly RouteConfig[] = [
  plain('/healthz', 'getHealthz', 'The process is alive', 'application/json', health),
  withMore(
    plain('/readyz', 'getReadyz', 'The process can reach its database', 'application/json', health),
    unavailable,
  ),
  plain('/metrics', 'getMetrics', 'Prometheus metrics', 'text/plain', z.string()),
  plain('/openapi.json', 'getOpenapi', 'This document', 'application/json', z.record(z.string(), z.unknown())),
]

function withMore(path: RouteConfig, responses: RouteConfig['responses']): RouteConfig {
  return { ...path, responses: { ...path.responses, ...responses } }
}
