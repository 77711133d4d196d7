import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import type { ErrorCode } from '../../domain/errors.ts'
import { statusOf } from '../problem.ts'
import type { Route } from '../route.ts'
import { describeEvents } from './describe-events.ts'
import { operationId } from './operation-id.ts'
import { operationsPaths } from './operations-paths.ts'
import { tags } from './tags.ts'

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>

/** The OpenAPI 3.1 document, from the very objects that Express mounts. */
export const openApiDocument = (routes: readonly Route[], version: string): OpenApiDocument => {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key: `tl_…`. The tenant comes from the key alone.',
  })
  registry.registerComponent('responses', 'Problem', {
    description: 'What went wrong',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  for (const route of routes) registry.registerPath(pathOf(route))
  for (const path of operationsPaths) registry.registerPath(path)
  describeEvents(registry)
  return new OpenApiGeneratorV31(registry.definitions, { sortComponents: 'alphabetically' }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version,
      description:
        'Reads meeting transcripts and keeps a living record of what changed, who said so, and why. ' +
        'Lists are keyset-paged: pass `nextCursor` as `cursor`. Errors are RFC 9457 problem details with a closed list of codes.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
  })
}

const pathOf = (route: Route): RouteConfig => ({
  method: route.method,
  path: route.path,
  operationId: operationId(route),
  tags: [route.tag],
  summary: route.summary,
  description: [route.description, `Scope: \`${route.scope}\`.`].filter(Boolean).join('\n\n'),
  security: [{ apiKey: [route.scope] }],
  request: {
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { query: route.query }),
    ...(route.body === undefined
      ? {}
      : {
          body: {
            required: !route.body.safeParse(undefined).success,
            content: { 'application/json': { schema: route.body } },
          },
        }),
  },
  parameters: headersOf(route),
  responses: { ...successOf(route), ...problemsOf(route) },
})

const headersOf = (route: Route): NonNullable<RouteConfig['parameters']> => {
  const conditional = route.versioned ? { 'If-None-Match': 'The ETag of an earlier answer; unchanged is 304.' } : {}
  return Object.entries({ ...route.requestHeaders, ...conditional }).map(([name, description]) => ({
    in: 'header' as const,
    name,
    description,
    required: false,
    schema: { type: 'string' as const },
  }))
}

const successOf = (route: Route): RouteConfig['responses'] => {
  const content =
    route.produces !== undefined
      ? Object.fromEntries([route.produces].flat().map((type) => [type, { schema: { type: 'string' as const } }]))
      : route.answer !== undefined
        ? { 'application/json': { schema: route.answer } }
        : undefined
  const body = content === undefined ? {} : { content }
  const responses: RouteConfig['responses'] = { [route.status ?? 200]: { description: 'Done', ...body } }
  for (const [status, description] of Object.entries(route.alsoStatus ?? {}))
    responses[status] = { description, ...body }
  if (route.versioned) responses[304] = { description: 'Unchanged since If-None-Match' }
  return responses
}

const problemsOf = (route: Route): RouteConfig['responses'] => {
  const everywhere: ErrorCode[] = ['unauthorized', 'forbidden', 'invalid_request', 'storage_unavailable', 'timeout']
  const withBody: ErrorCode[] = ['invalid_json', 'payload_too_large', 'unsupported_media_type']
  const codes = [...everywhere, ...(route.body ? withBody : []), ...(route.params ? ['not_found' as const] : [])]
  const byStatus = new Map<number, Set<ErrorCode>>()
  for (const code of [...codes, ...(route.errors ?? [])]) {
    byStatus.set(statusOf(code), (byStatus.get(statusOf(code)) ?? new Set()).add(code))
  }
  const $ref = '#/components/responses/Problem'
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [status, { $ref, description: [...found].join(', ') }]),
  )
}
