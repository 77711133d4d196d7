import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { migrateQueueSchema } from '../../queues/connection.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/storage/embedded/start.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { type RunningProcess, startScript } from '../support/processes.ts'

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

type Given = {
  server: EmbeddedPostgres
  startWorker: (databaseUrl: string) => RunningProcess
  /** What is closed at the end, the latest first. */
  closers: (() => Promise<unknown>)[]
}

const withServer = async (work: (given: Given) => Promise<void>): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'throughline-gone-'))
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres'), log: silent })
  const closers: Given['closers'] = [server.stop]
  const startWorker = (databaseUrl: string): RunningProcess => {
    const worker = startScript('src/main/cli.ts', ['worker'], {
      env: { DATABASE_URL: databaseUrl, THROUGHLINE_HOME: home, DB_GONE_AFTER_MS: '2000', LOG_LEVEL: 'error' },
    })
    closers.push(() => worker.stop('SIGKILL'))
    return worker
  }
  try {
    await migrate(server.url)
    await migrateQueueSchema(server.url)
    await work({ server, startWorker, closers })
  } finally {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
    rmSync(home, { recursive: true, force: true })
  }
}

it('a worker whose database server is gone for good says so and ends by itself', () =>
  withServer(async ({ server, startWorker }) => {
    const worker = startWorker(server.url)
    await worker.waitForLine(/"ready":true/, 60_000)

    await server.stop()

    await worker.waitForLine(/the database has not answered for too long/, 60_000)
    expect(await worker.exited).toMatchObject({ code: 1 })
  }))

it('a worker that starts while its database server restarts waits for it', () =>
  withServer(async ({ server, startWorker, closers }) => {
    let ended = 0
    const door = createServer((socket) => {
      socket.on('error', () => {})
      if (ended < 2) {
        ended += 1
        return void socket.destroy()
      }
      const upstream = connect(server.port, '127.0.0.1').on('error', () => {})
      socket.pipe(upstream).pipe(socket)
    })
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
    closers.splice(1, 0, () => new Promise((resolve) => door.close(resolve)))
    const url = new URL(server.url)
    url.port = String((door.address() as AddressInfo).port)

    await startWorker(url.href).waitForLine(/"ready":true/, 60_000)

    expect(ended).toBe(2)
  }))
