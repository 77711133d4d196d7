import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateQueueSchema } from '../../queues/connection.ts'
import { startEmbeddedPostgres } from '../../src/storage/embedded/start.ts'
import { migrate } from '../../src/storage/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the shared test server; its databases are made by `createTestDatabase`. */
    postgresUrl: string
  }
}

const silent = { debug: () => {}, info: () => {}, warn: console.warn, error: console.error }

type Shared = { users: number; server?: Promise<{ url: string; stop: () => Promise<void> }> }

// Every vitest project loads this file anew, in the same process.
const key = Symbol.for('throughline.test-postgres')
const place = globalThis as { [key]?: Shared }
place[key] ??= { users: 0 }
const shared = place[key]

/** One embedded server for all suites of a test run; it goes with the process at the latest. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  shared.users += 1
  shared.server ??= start()
  const server = await shared.server
  project.provide('postgresUrl', server.url)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    shared.server = undefined
    await server.stop()
  }
}

export default setup

const start = async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'throughline-test-postgres-'))
  const server = await startEmbeddedPostgres({
    dataDir,
    log: silent,
    // A test database need not survive the machine.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  })
  await makeTemplate(server.url)
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The migrated database that every test database is a copy of. */
const makeTemplate = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('CREATE DATABASE template_throughline')
    const template = new URL(url)
    template.pathname = '/template_throughline'
    await migrate(template.href)
    await migrateQueueSchema(template.href)
  } finally {
    await client.end()
  }
}
