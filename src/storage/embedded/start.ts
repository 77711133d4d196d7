import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { locateBinaries } from './binaries.ts'
import { asEmbeddedFailure } from './failure.ts'
import { prepareFolders } from './folders.ts'
import { freePort } from './free-port.ts'
import { initialise, superuser, syncCluster } from './initialise.ts'
import { clearOrphan } from './orphan.ts'
import type { EmbeddedLog, ServerSettings } from './server-process.ts'
import { supervise } from './supervise.ts'

export type EmbeddedPostgres = {
  url: string
  port: number
  owned: true
  /** The pid of the server that runs now; it changes when a server that died was started again. */
  pid: () => number
  stop: () => Promise<void>
}

export type EmbeddedOptions = {
  dataDir: string
  log: EmbeddedLog
  /** Server settings on top of ours, by their Postgres names. */
  settings?: ServerSettings
}

const database = 'throughline'

const ownSettings: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  random_page_cost: '1.1',
  jit: 'off',
  // Tables that change often ask for early vacuums; they are looked at this often.
  autovacuum_naptime: '10s',
  // What people said stays out of the log: no failing statements, no failing rows.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}

/** Starts a PostgreSQL server on the folder, which is created at first. The caller makes sure to be its only owner. */
export const startEmbeddedPostgres = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const { log } = options
  const binaries = locateBinaries()
  const folders = prepareFolders(options.dataDir)
  try {
    const { password, fresh } = await initialise(binaries, folders)
    const orphan = await clearOrphan(folders)
    if (orphan.stopped) log.warn('stopped a PostgreSQL server that its owner had left behind')
    // The same port as before where possible: processes that stayed connected find the server again.
    const portFile = path.join(folders.root, 'port')
    const port = await freePort(orphan.port ?? lastPort(portFile))
    const server = await supervise({ binaries, folders, port, settings: { ...ownSettings, ...options.settings }, log })
    rmSync(portFile, { force: true })
    writeFileSync(portFile, `${server.port}\n`)
    const url = `postgresql://${superuser}:${password}@127.0.0.1:${server.port}/`
    try {
      await ensureDatabase(url)
    } catch (error) {
      await server.stop()
      throw error
    }
    if (fresh && options.settings?.fsync !== 'off') {
      syncCluster(binaries, folders).catch((error: unknown) =>
        log.warn({ err: error }, 'could not sync the new database to disk'),
      )
    }
    return { url: `${url}${database}`, port: server.port, owned: true, pid: server.pid, stop: server.stop }
  } catch (error) {
    throw asEmbeddedFailure(`The embedded PostgreSQL in ${folders.root} could not be started.`, error)
  }
}

const lastPort = (file: string): number | undefined => {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

const ensureDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: `${url}postgres`, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`)
  } finally {
    await client.end()
  }
}
