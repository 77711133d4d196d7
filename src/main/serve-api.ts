import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBoard } from '../../queues/board.ts'
import { boardPath, createApp } from '../api/app.ts'
import type { MetricSnapshot } from '../platform/metrics.ts'
import type { Usecases } from '../usecases/create-usecases.ts'
import type { Resources } from './resources.ts'
import { version } from './version.ts'

export type ApiServer = { url: string; close: () => Promise<void> }

/** How long an open request may go on once the server stops; long polls and streams are cut then. */
const drainMs = 3_000

/** Listens; resolves when requests are taken. A port in use is an error that names it. */
export const serveApi = async (
  resources: Resources,
  usecases: Usecases,
  otherMetrics?: () => Promise<readonly MetricSnapshot[]>,
): Promise<ApiServer> => {
  const { config, log, producer, metrics, tracing } = resources
  const app = createApp({
    usecases,
    log,
    metrics,
    tracing,
    ...(otherMetrics && { otherMetrics }),
    board: createBoard({ queues: producer.queues(), basePath: boardPath }),
    version,
    maxBodyBytes: config.http.maxBodyBytes,
    requestTimeoutMs: config.http.requestTimeoutMs,
  })
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 }, app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(config.http) : error),
    )
    server.listen(config.http.port, config.http.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const host = config.http.host === '0.0.0.0' || config.http.host === '::' ? '127.0.0.1' : config.http.host
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
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

const portTaken = ({ host, port }: { host: string; port: number }): Error =>
  new Error(
    `Port ${port} on ${host} is in use. Stop the program that has it, or set PORT to another (0 picks a free one).`,
  )
