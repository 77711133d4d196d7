import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { migrateQueueSchema } from '../../queues/connection.ts'
import { startEmbeddedPostgres } from '../../src/storage/embedded/start.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { startScript } from '../support/processes.ts'

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

it('a worker whose database server is gone for good says so and ends by itself', async () => {
  const home = mkdtempSync(join(tmpdir(), 'throughline-gone-'))
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres'), log: silent })
  const closers: (() => Promise<unknown>)[] = [server.stop]
  try {
    await migrate(server.url)
    await migrateQueueSchema(server.url)
    const worker = startScript('src/main/cli.ts', ['worker'], {
      env: { DATABASE_URL: server.url, THROUGHLINE_HOME: home, DB_GONE_AFTER_MS: '2000', LOG_LEVEL: 'error' },
    })
    closers.push(() => worker.stop('SIGKILL'))
    await worker.waitForLine(/"ready":true/, 60_000)

    await server.stop()

    await worker.waitForLine(/the database has not answered for too long/, 60_000)
    expect(await worker.exited).toMatchObject({ code: 1 })
  } finally {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
    rmSync(home, { recursive: true, force: true })
  }
})
