import type { CliDeps } from '../deps.ts'
import { CliError, exitCodes, failure } from '../errors.ts'
import { defaultPolicy, nextDelay, parseRetryAfter, type RetryPolicy, type Trouble } from './retry.ts'

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

export type TransportOptions = {
  url: string
  key: string | undefined
  deps: Pick<CliDeps, 'fetch' | 'now' | 'sleep' | 'signal'>
  /** Told once per request that has to wait for the server. */
  onWait?: (message: string) => void
  policy?: RetryPolicy
}

export type Call = {
  method: string
  path: string
  query?: Query
  headers?: Record<string, string>
  body?: string
  /** A repeat does no harm: a read, or a write with an Idempotency-Key. */
  repeatable: boolean
  signal?: AbortSignal
}

export type Transport = (call: Call) => Promise<Response>

/** One request with its bounded retries; a response is returned whatever its status once retrying is over. */
export const createTransport = (options: TransportOptions): Transport => {
  const { deps, policy = defaultPolicy } = options
  return async (call) => {
    const startedAt = deps.now().getTime()
    let waiting = false
    for (let attempt = 1; ; attempt++) {
      const answer = await tryOnce(options, call)
      if (answer.trouble === null) return answer.response
      const delay = nextDelay(
        {
          trouble: answer.trouble,
          attempt,
          elapsedMs: deps.now().getTime() - startedAt,
          retryAfterMs: parseRetryAfter(answer.response?.headers.get('retry-after') ?? null, deps.now()),
          repeatable: call.repeatable,
        },
        policy,
      )
      if (delay === null) {
        if (answer.response) return answer.response
        throw unreachable(options.url, answer.error)
      }
      await answer.response?.body?.cancel()
      if (!waiting) options.onWait?.(waitingFor(answer.trouble))
      waiting = true
      await deps.sleep(delay, call.signal ?? deps.signal)
    }
  }
}

type Answer = { trouble: null; response: Response } | { trouble: Trouble; response: Response | null; error: unknown }

const tryOnce = async ({ url, key, deps }: TransportOptions, call: Call): Promise<Answer> => {
  const signal = call.signal ?? deps.signal
  try {
    const response = await deps.fetch(address(url, call.path, call.query), {
      method: call.method,
      signal,
      headers: { accept: 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}), ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body }),
    })
    if (response.status < 429 || response.status === 500) return { trouble: null, response }
    return { trouble: { kind: 'status', status: response.status }, response, error: null }
  } catch (error) {
    if (signal.aborted) throw new CliError(exitCodes.failed, 'Stopped.')
    return {
      trouble: { kind: causeCodes(error).includes('ECONNREFUSED') ? 'refused' : 'broken' },
      response: null,
      error,
    }
  }
}

const address = (base: string, path: string, query: Query = {}): string => {
  const url = new URL(`${base}${path}`)
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const item of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(item))
  }
  return url.toString()
}

/** fetch hides the system error in `cause`, and for a name with several addresses in `errors` of the cause. */
const causeCodes = (error: unknown): string[] => {
  if (!(error instanceof Error)) return []
  const own = 'code' in error ? [String(error.code)] : []
  const inner = error instanceof AggregateError ? error.errors : []
  return [...own, ...inner.flatMap(causeCodes), ...causeCodes(error.cause)]
}

const waitingFor = (trouble: Trouble): string => {
  if (trouble.kind !== 'status') return 'the server does not answer; trying again'
  return trouble.status === 429 ? 'the server asks to slow down; waiting' : 'the server is busy; waiting'
}

const unreachable = (url: string, cause: unknown): CliError => {
  const code = causeCodes(cause)[0]
  const why = code ? ` (${code})` : ''
  return failure(
    `No answer from ${url}${why}. Is the server running? Start it with \`npm start\`, or name another one with --url.`,
    cause,
  )
}
