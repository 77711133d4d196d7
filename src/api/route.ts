import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Scope } from '../domain/access/scopes.ts'
import type { TenantLimits } from '../domain/access/tenant-limits.ts'
import type { ErrorCode } from '../domain/errors.ts'

/** Who calls: all of it comes from the key, nothing from the request. */
export type Caller = {
  tenantId: string
  keyId: string | null
  actor: string
  scopes: readonly string[]
  /** What the operator set for this tenant. */
  limits?: TenantLimits
  /** A person whom the caller's token names. */
  userId?: string
}

export type CallContext = {
  requestId: string
  traceparent: string
  traceId: string
  /** Fires when the client goes away or the request has taken too long. */
  signal: AbortSignal
}

export type Reply<Body> = { status?: number; headers?: Record<string, string>; body: Body }

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

export type Call<Params, Query, Body> = {
  params: Output<Params>
  query: Output<Query>
  body: Output<Body>
  caller: Caller
  context: CallContext
  header: (name: string) => string | undefined
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

type Shared = {
  method: Method
  /** OpenAPI form: `/v1/meetings/{meetingId}`. */
  path: string
  scope: Scope
  tag: string
  summary: string
  description?: string
  /** Status of success in the document; the handler may answer another of `alsoStatus`. */
  status?: number
  alsoStatus?: Record<number, string>
  /** Codes worth documenting besides those that every route has. */
  errors?: readonly ErrorCode[]
  requestHeaders?: Record<string, string>
  /** The answer depends on the record alone: it carries an ETag and honours If-None-Match. */
  versioned?: boolean
  /** A read that leaves a trace in the audit log. */
  audited?: boolean
  /** Milliseconds that this call may take on top of the usual limit. */
  extraTimeMs?: (query: never) => number
}

type Definition<Params, Query, Body, Answer> = Shared & {
  params?: Params
  query?: Query
  body?: Body
  answer?: Answer
  handle: (call: Call<Params, Query, Body>) => Promise<Reply<Answer extends z.ZodType ? z.input<Answer> : undefined>>
}

type StreamDefinition<Params, Query> = Shared & {
  params?: Params
  query?: Query
  produces: string | readonly string[]
  stream: (call: Call<Params, Query, undefined>, response: Response, request: Request) => Promise<void>
}

/** A route as data: Express, the validator, the scope guard and the OpenAPI document all read this one object. */
export type Route = Shared & {
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  answer?: z.ZodType
  produces?: string | readonly string[]
  handle?: (call: Call<z.ZodType, z.ZodType, z.ZodType>) => Promise<Reply<unknown>>
  stream?: (call: Call<z.ZodType, z.ZodType, z.ZodType>, response: Response, request: Request) => Promise<void>
}

export const route = <
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
>(
  definition: Definition<Params, Query, Body, Answer>,
): Route => definition as unknown as Route

export const streamRoute = <
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
>(
  definition: StreamDefinition<Params, Query>,
): Route => definition as unknown as Route
