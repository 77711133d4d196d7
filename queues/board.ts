import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { ExpressAdapter } from '@bull-board/express'
import type { Queue } from 'bullmq'
import { type RequestHandler, Router } from 'express'

/**
 * All queues, to look at. It changes nothing: the ledger decides what is tried again, and a pause here would stop
 * every tenant. Whoever mounts it puts a guard in front of it.
 */
export const createBoard = (options: { queues: readonly Queue[]; basePath: string }): Router => {
  const adapter = new ExpressAdapter()
  adapter.setBasePath(options.basePath)
  createBullBoard({
    queues: options.queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Throughline queues', hideRedisDetails: true } },
  })
  const router = Router()
  router.use(withoutOutsiders)
  router.use(adapter.getRouter())
  return router
}

/** The page as it comes asks another host for fonts and carries styles of its own; both are taken out. */
const withoutOutsiders: RequestHandler = (_request, response, next) => {
  const send = response.send.bind(response)
  response.send = (body: unknown) =>
    send(typeof body === 'string' && !response.hasHeader('content-type') ? ownPage(body) : body)
  next()
}

const ownPage = (html: string): string =>
  html
    .replaceAll(/<link[^>]+href="https?:[^>]*>/g, '')
    .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/ style="[^"]*"/g, '')
