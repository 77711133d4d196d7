import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answerUnreadable } from '../api/unreadable-request.ts'

export type Listening = { url: string; close: () => Promise<void> }

/** How long an open request may go on once the server stops; long polls and streams are cut then. */
const drainMs = 3_000

/** How long a client may take to send its headers and its whole request, how often that is looked at, and how many may be connected. */
type Patience = { headersMs: number; requestMs: number; everyMs: number; connections: number }
export const usualPatience: Patience = { headersMs: 10_000, requestMs: 60_000, everyMs: 2_000, connections: 2_000 }

/** Listens; resolves when requests are taken. A port in use is an error that names it and the setting. */
export const listen = async (
  handle: RequestListener,
  {
    host,
    port,
    setting,
    patience = usualPatience,
  }: { host: string; port: number; setting: string; patience?: Patience },
): Promise<Listening> => {
  const server = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.everyMs,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    handle,
  )
  server.maxConnections = patience.connections
  server.on('clientError', (error, socket) => answerUnreadable(error, socket as Socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(host, port, setting) : error),
    )
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return {
    url: `http://${reached.includes(':') ? `[${reached}]` : reached}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), drainMs)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

const portTaken = (host: string, port: number, setting: string): Error =>
  new Error(
    `Port ${port} on ${host} is in use. Stop the program that has it, or set ${setting} to another (0 picks a free one).`,
  )
