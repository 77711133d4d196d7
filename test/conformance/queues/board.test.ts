import express from 'express'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBoard } from '../../../queues/board.ts'
import { queueNames } from '../../../queues/catalog.ts'
import { backends, isAvailable, openQueues, type TestQueues } from '../../support/queues.ts'

const basePath = '/admin/queues'

describe.each(backends)('the board on %s', (backend) => {
  describe.skipIf(!isAvailable(backend))('', () => {
    let queues: TestQueues
    let app: express.Express

    beforeAll(async () => {
      queues = await openQueues(backend)
      app = express().use(basePath, createBoard({ queues: queues.producer.queues(), basePath }))
    })
    afterAll(() => queues.close())

    const countsOf = async (name: string) => {
      const { body } = await request(app).get(`${basePath}/api/queues`)
      return body.queues.find((queue: { name: string }) => queue.name === name)?.counts
    }

    it('shows every queue, and what waits on it', async () => {
      const { body } = await request(app).get(`${basePath}/api/queues`)
      const names = body.queues.map((queue: { name: string }) => queue.name)
      await queues.submit()

      expect(names.sort()).toEqual([...queueNames].sort())
      expect(await countsOf('ingest')).toMatchObject({ prioritized: 1 })
    })

    it('changes nothing: what is asked of it is refused', async () => {
      const pause = await request(app).put(`${basePath}/api/queues/ingest/pause`)
      const ingest = queues.producer.queues().find((queue) => queue.name === 'ingest')

      expect(pause.status).toBeGreaterThanOrEqual(400)
      expect(await ingest?.isPaused()).toBe(false)
    })

    it('is one page of our own files, without fonts, styles or scripts of others', async () => {
      const { text } = await request(app).get(`${basePath}/`)
      const files = [...text.matchAll(/<(?:script|link)[^>]+(?:src|href)="(static[^"]+)"/g)].map((match) => match[1])

      expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
      expect(text).not.toMatch(/<style|style="/)
      expect(files.length).toBeGreaterThan(2)
      for (const file of files) expect((await request(app).get(`${basePath}/${file}`)).status, file).toBe(200)
    })
  })
})
