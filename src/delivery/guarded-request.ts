import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { AppError } from '../domain/errors.ts'
import { isPrivateAddress } from './private-address.ts'

export type GuardedRequest = {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  /** For the whole exchange, the answer's body included. */
  timeoutMs: number
  signal: AbortSignal
}

export type GuardedResponse = { status: number /** The beginning of the answer. */; excerpt: string }

const mostAnswerBytes = 4_096

/**
 * POSTs to a URL that a user gave. The host is resolved once, every address it has must be public, and the connection
 * goes to an address that was checked, so that no second answer of a name server can lead elsewhere. Redirects are
 * answers like any other, the answer is read in part only, and the whole has a deadline.
 */
export const createGuardedRequest =
  (options: { allowPrivateTargets: boolean }) =>
  async (request: GuardedRequest): Promise<GuardedResponse> => {
    const url = parseTarget(request.url)
    const pinned = await resolve(url, options.allowPrivateTargets)
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs)])
    try {
      return await exchange(url, pinned, request, signal)
    } catch (error) {
      if (request.signal.aborted) throw new AppError('cancelled', 'the delivery was interrupted', { cause: error })
      const reason = signal.aborted ? `no answer within ${request.timeoutMs} ms` : (error as Error).message
      throw new AppError('delivery_failed', `${url.host}: ${reason}`, { cause: error })
    }
  }

export type SendGuarded = ReturnType<typeof createGuardedRequest>

type Address = { address: string; family: number }

const parseTarget = (target: string): URL => {
  const url = URL.canParse(target) ? new URL(target) : undefined
  if (url && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '')
    return url
  throw refused(`${JSON.stringify(target.slice(0, 100))} is not an http or https URL without a user name`)
}

const resolve = async (url: URL, allowPrivate: boolean): Promise<Address> => {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const addresses = family > 0 ? [{ address: host, family }] : await lookUp(host)
  const forbidden = allowPrivate ? undefined : addresses.find(({ address }) => isPrivateAddress(address))
  if (forbidden) throw refused(`${url.host} is at ${forbidden.address}, which is not a public address`)
  const [first] = addresses
  if (!first) throw new AppError('delivery_failed', `${url.host}: the name has no address`)
  return first
}

const lookUp = async (host: string): Promise<Address[]> => {
  try {
    return await lookup(host, { all: true, verbatim: true })
  } catch (error) {
    throw new AppError('delivery_failed', `${host}: the name cannot be resolved`, { cause: error })
  }
}

/** Trying again would not help: the target itself is not allowed. */
const refused = (message: string): AppError => new AppError('delivery_failed', message, { retryable: false })

const exchange = (url: URL, pinned: Address, request: GuardedRequest, signal: AbortSignal): Promise<GuardedResponse> =>
  new Promise((fulfil, reject) => {
    const client = url.protocol === 'https:' ? https : http
    const outgoing = client.request(url, {
      method: 'POST',
      headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body) },
      agent: false,
      signal,
      lookup: (_host, options, callback) => {
        if (options.all) callback(null, [pinned])
        else callback(null, pinned.address, pinned.family)
      },
    })
    outgoing.once('error', reject)
    outgoing.once('response', (answer) => {
      const status = answer.statusCode ?? 0
      const parts: Buffer[] = []
      let size = 0
      const finish = (): void => {
        const excerpt = Buffer.concat(parts).subarray(0, mostAnswerBytes).toString('utf8')
        fulfil({ status, excerpt })
        answer.destroy()
      }
      answer.on('data', (part: Buffer) => {
        parts.push(part)
        size += part.length
        if (size >= mostAnswerBytes) finish()
      })
      answer.once('end', finish)
      answer.once('error', reject)
    })
    outgoing.end(request.body)
  })
