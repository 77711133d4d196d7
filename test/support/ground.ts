import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/storage/embedded/start.ts'
import { type RunningProcess, startProgram, startScript } from './processes.ts'
import { startRedis, type TestRedis } from './redis.ts'

export type Backend = 'redis' | 'postgres'

/** Real servers to stand on: a PostgreSQL with a migrated database to copy, and a Redis where jobs go there. */
export type Ground = {
  backend: Backend
  folder: string
  /** The key of the first tenant, in every copy. */
  key: string
  redis: TestRedis | undefined
  /** A process of the product. */
  startProduct: (args: readonly string[], env: Env) => RunningProcess
  postgresPid: () => number
  /** A copy of the migrated database. */
  copyDatabase: () => Promise<{ url: string; drop: () => Promise<void> }>
  stop: () => Promise<void>
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: console.error }

type Env = Readonly<Record<string, string | undefined>>

/** `built`: the product runs from `dist/`, as it is shipped. */
export const startGround = async (backend: Backend, { built = false } = {}): Promise<Ground> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'throughline-test-ground-'))
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), log: silent })
  const redis = backend === 'redis' ? await startRedis() : undefined
  const env = { THROUGHLINE_HOME: folder, DATABASE_URL: postgres.url, LOG_LEVEL: 'warn', REDIS_URL: redis?.url }
  const startProduct: Ground['startProduct'] = (args, env) =>
    built
      ? startProgram(process.execPath, ['dist/src/main/cli.js', ...args], { env })
      : startScript('src/main/cli.ts', args, { env })
  const migrated = startProduct(['migrate', '--json'], env)
  await migrated.exited
  let copies = 0
  return {
    backend,
    folder,
    key: firstKey(migrated.stdout(), migrated.stderr()),
    ...{ redis, startProduct },
    postgresPid: postgres.pid,
    copyDatabase: async () => {
      copies += 1
      const name = `copy_${copies}`
      await administer(postgres.url, `CREATE DATABASE ${name} TEMPLATE throughline`)
      const url = new URL(postgres.url)
      url.pathname = `/${name}`
      return { url: url.href, drop: () => administer(postgres.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
    },
    stop: async () => {
      await redis?.dispose()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** From another database: one that is in use cannot be copied. */
const administer = async (databaseUrl: string, statement: string): Promise<void> => {
  const url = new URL(databaseUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const firstKey = (stdout: string, stderr: string): string => {
  const line = stdout.trim().split('\n').at(-1) ?? ''
  const { key } = JSON.parse(line || '{}') as { key?: string }
  if (key === undefined) throw new Error(`migrate made no key\n${stdout}\n${stderr}`)
  return key
}
