import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { failure } from '../errors.ts'
import { problemToError } from './problem.ts'
import { parseEvents, type ServerEvent } from './sse.ts'
import { type Call, createTransport, type Query, type TransportOptions } from './transport.ts'

type Write = { query?: Query; body?: unknown; idempotencyKey?: string; signal?: AbortSignal }

/** The HTTP API as the commands use it: answers are parsed, problems become errors with a way out. */
export type Client = {
  readonly url: string
  get: <Schema extends z.ZodType>(path: string, schema: Schema, query?: Query) => Promise<z.output<Schema>>
  /** Always with an Idempotency-Key, so that a repeat after trouble does the work once. */
  post: <Schema extends z.ZodType>(path: string, schema: Schema, write?: Write) => Promise<z.output<Schema>>
  put: <Schema extends z.ZodType>(path: string, schema: Schema, write?: Write) => Promise<z.output<Schema>>
  patch: <Schema extends z.ZodType>(path: string, schema: Schema, write?: Write) => Promise<z.output<Schema>>
  delete: (path: string) => Promise<void>
  /** A list over all its pages, item by item, up to `limit`. */
  list: <Item extends z.ZodType>(
    path: string,
    item: Item,
    query?: Query,
    limit?: number,
  ) => AsyncGenerator<z.output<Item>>
  /** A file that is made while it is sent. */
  download: (path: string, query?: Query) => Promise<Response>
  /** The same; null where the key may not have it. */
  downloadIfAllowed: (path: string, query?: Query) => Promise<Response | null>
  events: (path: string, signal: AbortSignal) => AsyncGenerator<ServerEvent>
}

const pageSize = 100

export const createClient = (options: TransportOptions): Client => {
  const transport = createTransport(options)

  const answer = async <Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> => {
    const response = await transport(call)
    const body = await readBody(response)
    if (!response.ok) throw problemToError(response.status, body)
    const parsed = schema.safeParse(body)
    if (parsed.success) return parsed.data
    throw failure(`${options.url} does not answer like Throughline: ${call.path}: ${z.prettifyError(parsed.error)}`)
  }

  const write = <Schema extends z.ZodType>(method: string, path: string, schema: Schema, request: Write = {}) =>
    answer(
      {
        method,
        path,
        query: request.query,
        signal: request.signal,
        repeatable: true,
        headers: { 'content-type': 'application/json', 'idempotency-key': request.idempotencyKey ?? randomUUID() },
        body: JSON.stringify(request.body ?? {}),
      },
      schema,
    )

  const get: Client['get'] = (path, schema, query) => answer({ method: 'GET', path, query, repeatable: true }, schema)

  const fileOf = (path: string, query?: Query): Promise<Response> =>
    transport({ method: 'GET', path, query, headers: { accept: '*/*' }, repeatable: true })

  return {
    url: options.url,
    get,
    post: (path, schema, request) => write('POST', path, schema, request),
    put: (path, schema, request) => write('PUT', path, schema, request),
    patch: (path, schema, request) => write('PATCH', path, schema, request),
    delete: async (path) => {
      await answer({ method: 'DELETE', path, repeatable: true }, z.unknown())
    },
    async *list(path, item, query = {}, limit = Number.POSITIVE_INFINITY) {
      const page = z.looseObject({ items: z.array(item), nextCursor: z.string().nullish() })
      let cursor: string | undefined
      let left = limit
      do {
        const got = await get(path, page, { ...query, cursor, limit: Math.min(left, pageSize) })
        for (const each of got.items.slice(0, left)) yield each as z.output<typeof item>
        left -= got.items.length
        cursor = got.nextCursor ?? undefined
      } while (cursor !== undefined && left > 0)
    },
    download: async (path, query) => orProblem(await fileOf(path, query)),
    downloadIfAllowed: async (path, query) => {
      const response = await fileOf(path, query)
      if (response.status !== 403) return orProblem(response)
      await response.body?.cancel()
      return null
    },
    async *events(path, signal) {
      const headers = { accept: 'text/event-stream' }
      const response = await transport({ method: 'GET', path, headers, repeatable: true, signal })
      if (!response.ok) throw problemToError(response.status, await readBody(response))
      if (response.body) yield* parseEvents(response.body)
    },
  }
}

const orProblem = async (response: Response): Promise<Response> => {
  if (!response.ok) throw problemToError(response.status, await readBody(response))
  return response
}

const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text()
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return { detail: `The server answered ${response.status} with something that is not JSON.` }
  }
}
