import type { Response } from 'express'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { type Route, streamRoute } from '../route.ts'
import { runParams } from './runs.ts'

const heartbeatMs = 15_000

/** Whatever the client missed, the first event is the whole run as it is now: Last-Event-ID needs no answer. */
export const runEventRoutes = (usecases: Usecases): Route[] => [
  streamRoute({
    method: 'get',
    path: '/v1/runs/{runId}/events',
    scope: 'read',
    tag: 'runs',
    summary: 'Follow a run as server-sent events',
    description:
      'An event `run` with the whole run now and at each change, and `end` with the last of them. Comments keep the ' +
      'connection open. After a break connect again: the first event is the present.',
    requestHeaders: { 'Last-Event-ID': 'Sent by browsers when they connect again.' },
    produces: 'text/event-stream',
    params: runParams,
    stream: async ({ params, caller, context }, response) => {
      const ref = { ...params, tenantId: caller.tenantId }
      const first = await usecases.readRun(ref)
      openStream(response)
      const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs)
      response.on('close', () => clearInterval(heartbeat))
      let last = first
      let number = 0
      for await (const run of usecases.followRun(ref, context.signal)) {
        last = run
        send(response, 'run', ++number, run)
      }
      if (!context.signal.aborted) send(response, 'end', ++number, last)
      response.end()
    },
  }),
]

const openStream = (response: Response): void => {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Proxies that buffer would turn progress into one lump at the end.
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
}

const send = (response: Response, event: string, id: number, data: unknown): void => {
  response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}
