import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort, type RunningProcess, startProgram } from './processes.ts'

export type TestRedis = {
  url: string
  port: number
  pid: () => number
  /** Stops it as an administrator would; its data stays. */
  stop: () => Promise<void>
  kill: () => Promise<void>
  /** Starts it again on the same port with the same data, or with none. */
  restart: (options?: { empty?: boolean }) => Promise<void>
  /** Ends it for good and removes its data. */
  dispose: () => Promise<void>
}

/** Whether a redis-server is on the PATH; suites that need one say so and skip otherwise. */
export const redisAvailable = (): boolean => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A Redis of its own in production shape: append-only file, nothing evicted. */
export const startRedis = async (): Promise<TestRedis> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'throughline-test-redis-'))
  const port = await freePort()
  let server = await launch(port, folder)
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: () => server.pid,
    stop: async () => {
      await server.stop('SIGTERM')
    },
    kill: async () => {
      await server.stop('SIGKILL')
    },
    restart: async ({ empty = false } = {}) => {
      await server.stop(empty ? 'SIGKILL' : 'SIGTERM')
      if (empty) for (const entry of readdirSync(folder)) rmSync(path.join(folder, entry), { recursive: true })
      server = await launch(port, folder)
    },
    dispose: async () => {
      await server.stop('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const launch = async (port: number, folder: string): Promise<RunningProcess> => {
  // A limit on the size of its files, as a test may set one, is an error of the write and not the end of the process.
  const server = startProgram('sh', [
    ...['-c', 'trap "" XFSZ; exec redis-server "$@"', 'redis-server'],
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'],
  ])
  try {
    await server.waitForLine(/Ready to accept connections/, 20_000)
  } catch (error) {
    await server.stop('SIGKILL')
    throw error
  }
  return server
}
