import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Listening = { url: string; close: () => Promise<void> }

/** How long an open request may go on once the server stops; long polls and streams are cut then. */
const drainMs = 3_000

/** Listens; resolves when requests are taken. A port in use is an error that names it and the setting. */
export const listen = async (
  handle: RequestListener,
  { host, port, setting }: { host: string; port: number; setting: string },
): Promise<Listening> => {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 }, handle)
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
