import compression from 'compression'
import type { RequestHandler } from 'express'

/** Everything that compresses well, except event streams: they must leave at once. */
export const compress = (): RequestHandler =>
  compression({
    filter: (request, response) =>
      !String(response.getHeader('content-type')).startsWith('text/event-stream') &&
      compression.filter(request, response),
  })
