import { createBoard } from '../../queues/board.ts'
import { createAdminApp } from '../api/admin-app.ts'
import { type AppDeps, boardPath, createApp } from '../api/app.ts'
import { watchEventLoop } from '../platform/event-loop.ts'
import type { MetricSnapshot } from '../platform/metrics.ts'
import type { Usecases } from '../usecases/create-usecases.ts'
import { type Listening, listen, usualPatience } from './listen.ts'
import type { Resources } from './resources.ts'
import { version } from './version.ts'

/** `adminUrl` is where the queues and the figures are. */
export type ApiServer = Listening & { adminUrl: string }

/** Listens on PORT, and with ADMIN_PORT on a second port for the inside of the network. */
export const serveApi = async (
  resources: Resources,
  usecases: Usecases,
  otherMetrics?: () => Promise<readonly MetricSnapshot[]>,
): Promise<ApiServer> => {
  const { config, log, producer, metrics, tracing } = resources
  const { host, port, adminPort } = config.http
  if (metrics.on) metrics.watch('api_event_loop_delay_seconds', watchEventLoop())
  const deps: AppDeps = {
    usecases,
    log,
    metrics,
    tracing,
    ...(otherMetrics && { otherMetrics }),
    board: createBoard({ queues: producer.queues(), basePath: boardPath }),
    version,
    maxBodyBytes: config.http.maxBodyBytes,
    requestTimeoutMs: config.http.requestTimeoutMs,
    limits: config.http.limits,
    adminApart: adminPort !== undefined,
  }
  const patience = { ...usualPatience, requestMs: config.http.uploadTimeoutMs, connections: config.http.maxConnections }
  const api = await listen(createApp(deps), { host, port, setting: 'PORT', patience })
  if (adminPort === undefined) return { ...api, adminUrl: api.url }
  try {
    const admin = await listen(createAdminApp(deps), { host, port: adminPort, setting: 'ADMIN_PORT' })
    return {
      url: api.url,
      adminUrl: admin.url,
      close: async () => void (await Promise.all([admin.close(), api.close()])),
    }
  } catch (error) {
    await api.close()
    throw error
  }
}
