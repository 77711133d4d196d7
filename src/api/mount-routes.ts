import { type Request, type RequestHandler, type Response, Router } from 'express'
import { AppError } from '../domain/errors.ts'
import { whileActing } from '../usecases/access/acting.ts'
import { localsOf } from './call-context.ts'
import { noValidKey } from './middleware/authenticate.ts'
import { requestTimeout } from './middleware/request-timeout.ts'
import { operationId } from './openapi/operation-id.ts'
import { parseBody } from './parse-body.ts'
import { parseInput } from './parse-input.ts'
import type { Call, Route } from './route.ts'

export type MountOptions = {
  timeoutMs: number
  /** Version of the tenant's record: the ETag of what depends on the record alone. */
  recordVersion: (tenantId: string) => Promise<string>
  /** Answers are parsed with their schemas before they leave; for tests and development. */
  checkAnswers: boolean
}

type AnyCall = Call<never, never, never>

/** Express routes from route objects. The scope guard is part of mounting, so a route cannot be mounted without it. */
export const mountRoutes = (routes: readonly Route[], options: MountOptions): Router => {
  const router = Router({ caseSensitive: true })
  for (const route of routes) router[route.method](expressPath(route.path), requireScope(route), answer(route, options))
  const methods = new Map<string, string[]>()
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()])
  for (const [path, allowed] of methods) router.all(expressPath(path), refuseMethod(allowed))
  return router
}

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

const requireScope =
  (route: Route): RequestHandler =>
  (_request, response, next) => {
    const locals = localsOf(response)
    locals.route = route.path
    if (locals.caller === undefined) throw noValidKey()
    if (!locals.caller.scopes.includes(route.scope)) {
      throw new AppError('forbidden', `This needs a key with the scope "${route.scope}".`)
    }
    next()
  }

const answer =
  (route: Route, options: MountOptions): RequestHandler =>
  async (request, response, next) => {
    const call = await readCall(route, request, response)
    if (route.stream !== undefined) {
      return inTheNameOf(route, request, response, () => route.stream?.(call as never, response, request))
    }
    const extraTimeMs = route.extraTimeMs?.(call.query as never) ?? 0
    requestTimeout(options.timeoutMs + extraTimeMs, response, next)
    if (route.versioned && (await isUnchanged(route, request, response, options))) return
    const reply = await inTheNameOf(route, request, response, () => route.handle?.(call as never))
    if (reply === undefined || response.headersSent) return
    const status = reply.status ?? route.status ?? 200
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
    if (reply.body === undefined) return void response.status(status).end()
    if (options.checkAnswers) route.answer?.parse(reply.body)
    response.status(status).json(reply.body)
  }

/** What changes something does so in somebody's name; a question leaves no trace, but for those that take much away. */
const inTheNameOf = <T>(route: Route, request: Request, response: Response, work: () => T): T => {
  const { caller, requestId, traceId } = localsOf(response)
  if ((route.method === 'get' && !route.audited) || caller === undefined) return work()
  const { actor, keyId, userId = null } = caller
  const target = Object.values(request.params)[0]
  const subject = typeof target === 'string' ? target : null
  return whileActing({ action: operationId(route), actor, keyId, userId, target: subject, requestId, traceId }, work)
}

const readCall = async (route: Route, request: Request, response: Response): Promise<AnyCall> => {
  const { caller, requestId, traceparent, traceId, abort } = localsOf(response)
  const call = {
    params: route.params === undefined ? undefined : readParams(route.params, request.params),
    query: route.query === undefined ? refuseQuery(request.query) : parseInput(route.query, request.query, 'query'),
    body: route.body === undefined ? undefined : await parseBody(route.body, readBody(route.body, request)),
    caller,
    context: { requestId, traceparent, traceId, signal: abort.signal },
    header: (name: string) => request.header(name),
  }
  return call as unknown as AnyCall
}

/** An id that cannot be one names nothing: 404, as for any other unknown id. */
const readParams = (schema: NonNullable<Route['params']>, params: unknown): unknown => {
  const parsed = schema.safeParse(params)
  if (!parsed.success) throw new AppError('not_found', 'There is nothing at this address.')
  return parsed.data
}

const refuseQuery = (query: Request['query']): undefined => {
  const details = Object.keys(query).map((key) => ({ path: `query.${key}`, message: 'unknown field' }))
  if (details.length > 0) throw new AppError('invalid_request', 'This address takes no query.', { details })
}

const readBody = (schema: NonNullable<Route['body']>, request: Request): unknown => {
  const length = request.header('content-length')
  const sent = request.header('transfer-encoding') !== undefined || (length !== undefined && length !== '0')
  if (sent && request.body === undefined) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.')
  }
  if (!sent && !schema.safeParse(undefined).success) {
    throw new AppError('invalid_json', 'The body is empty; send a JSON object.')
  }
  return sent ? request.body : undefined
}

const isUnchanged = async (
  route: Route,
  request: Request,
  response: Response,
  options: MountOptions,
): Promise<boolean> => {
  const { caller } = localsOf(response)
  if (caller === undefined || !route.versioned) return false
  const tag = `"${await options.recordVersion(caller.tenantId)}"`
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', 'private, no-cache')
  response.vary('Authorization')
  const known = (request.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (!known.includes(tag) && !known.includes('*')) return false
  response.status(304).end()
  return true
}

const refuseMethod =
  (allowed: string[]): RequestHandler =>
  (_request, response) => {
    response.setHeader('Allow', allowed.join(', '))
    throw new AppError('method_not_allowed', `Use ${allowed.join(' or ')} here.`)
  }
