import type { RequestHandler } from 'express'
import { newId } from '../../platform/ids.ts'
import { localsOf } from '../call-context.ts'

const acceptable = /^[\w.-]{1,128}$/

/** Keeps the caller's X-Request-Id when it is harmless, else makes one; and an AbortController for the request. */
export const requestId = (): RequestHandler => (request, response, next) => {
  const given = request.header('x-request-id')
  const locals = localsOf(response)
  locals.requestId = given !== undefined && acceptable.test(given) ? given : newId()
  locals.abort = new AbortController()
  response.setHeader('X-Request-Id', locals.requestId)
  response.on('close', () => locals.abort.abort())
  next()
}
