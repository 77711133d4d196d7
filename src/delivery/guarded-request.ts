import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { AppError } from '../domain/errors.ts'
import { isPrivateAddress } from './private-address.ts'
import { findFault, hostOf } from './target.ts'

export type GuardedRequest = {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  /** For the whole exchange, the answer's body included. */
  timeoutMs: number
  signal: AbortSignal
}

export type GuardedResponse = { status: number /** The beginning of the answer. */; excerpt: string }

type Address = { address: string; family: number }
/** All addresses of a name. */
type LookUp = (host: string) => Promise<Address[]>

const mostAnswerBytes = 4_096
const mostHeaderBytes = 16_384

/**
 * POSTs to a URL that a user gave. The host is resolved once, every address it has must be public, and the connection
 * goes to an address that was checked, so that no second answer of a name server can lead elsewhere. Redirects are
 * answers like any other, the answer is read in part only, and the whole has a deadline.
 */
export const createGuardedRequest =
  (options: { allowPrivateTargets: boolean; lookUp?: LookUp }) =>
  async (request: GuardedRequest): Promise<GuardedResponse> => {
    const fault = findFault(request.url, options.allowPrivateTargets)
    if (fault !== undefined) throw refused(`the address ${fault}`)
    const url = new URL(request.url)
    const pinned = await resolve(url, options.allowPrivateTargets, options.lookUp ?? askResolver)
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

const resolve = async (url: URL, allowPrivateTargets: boolean, lookUp: LookUp): Promise<Address> => {
  const host = hostOf(url)
  const family = isIP(host)
  const addresses = family > 0 ? [{ address: host, family }] : await lookUp(host)
  const forbidden = allowPrivateTargets ? undefined : addresses.find(({ address }) => isPrivateAddress(address))
  if (forbidden) throw refused(`${url.host} is at ${forbidden.address}, which is not a public address`)
  const [first] = addresses
  if (!first) throw new AppError('delivery_failed', `${url.host}: the name has no address`)
  return first
}

const askResolver: LookUp = async (host) => {
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
      maxHeaderSize: mostHeaderBytes,
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
