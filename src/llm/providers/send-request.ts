import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
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
export const sendRequest: SendRequest = (url, request) =>
  new Promise((resolve, reject) => {
    let answered = false
    const send = (): void => {
      const sent = begin(url, request)
      sent.on('response', (response) => {
        answered = true
        resolve(response)
      })
      sent.on('error', (error) => (!answered && wasStale(sent, error) ? send() : reject(error)))
      sent.setSocketKeepAlive(true, keepAliveMs)
      sent.end(request.body)
    }
    send()
  })

const begin = (url: URL, { method, headers, body, signal }: SentRequest): ClientRequest => {
  const options = {
    method,
    signal,
    headers: { ...headers, 'accept-encoding': 'identity', 'content-length': String(Buffer.byteLength(body)) },
  }
  return url.protocol === 'https:'
    ? requestHttps(url, { ...options, agent: agents.https })
    : requestHttp(url, { ...options, agent: agents.http })
}

/** The other side ended an idle connection in the moment in which it was taken again, and never saw the question. */
const wasStale = (sent: ClientRequest, error: NodeJS.ErrnoException): boolean =>
  sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
