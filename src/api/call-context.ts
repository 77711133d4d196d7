import type { Response } from 'express'
import type { Caller } from './route.ts'

/** What the middleware found out about a request, for the handlers after it. */
export type Locals = {
  requestId: string
  traceparent: string
  traceId: string
  caller?: Caller
  /** Path of the route that matched, for log and metrics: never the path itself, which may hold ids. */
  route?: string
  abort: AbortController
}

export const localsOf = (response: Response): Locals => response.locals as Locals
