import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'

export type SentRequest = {
  method: string
  headers: Record<string, string>
  body: string
  signal: AbortSignal | undefined
}
export type SendRequest = (url: URL, request: SentRequest) => Promise<IncomingMessage>

/** Idle connections are kept for the next call, and keep no process alive. */
const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }

/** A model may think for minutes before its first byte: a router in between must not take that for the end. */
const keepAliveMs = 30_000

/**
 * Sends one request and gives its answer once the head of it is there. Node's own `fetch` would be used if it did not
 * give up after five minutes without a byte, whatever the deadline: a model on one's own machine may take longer. A
 * redirect is an answer like any other: it might lead the key elsewhere.
 */
export const sendRequest: SendRequest = (url, { method, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:'
    const options = {
      method,
      signal,
      headers: { ...headers, 'accept-encoding': 'identity', 'content-length': String(Buffer.byteLength(body)) },
    }
    const sent = secure
      ? requestHttps(url, { ...options, agent: agents.https })
      : requestHttp(url, { ...options, agent: agents.http })
    sent.on('response', resolve)
    sent.on('error', reject)
    sent.setSocketKeepAlive(true, keepAliveMs)
    sent.end(body)
  })
