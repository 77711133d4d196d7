import type { Binaries } from './binaries.ts'
import type { Folders } from './folders.ts'
import { freePort } from './free-port.ts'
import { type EmbeddedLog, launchServer, type ServerProcess, type ServerSettings } from './server-process.ts'
import { stopServer } from './stop-server.ts'
import { waitFor } from './wait.ts'

export type SupervisedOptions = {
  binaries: Binaries
  folders: Folders
  port: number
  settings: ServerSettings
  log: EmbeddedLog
}

export type SupervisedServer = { port: number; pid: () => number; stop: () => Promise<void> }

const restartsPerMinute = 5

/** Keeps a server running on its port until it is told to stop: one that dies is started again. */
export const supervise = async (options: SupervisedOptions): Promise<SupervisedServer> => {
  const { log } = options
  const first = await launchOnSomePort(options)
  const port = first.port
  let current: ServerProcess = first.server
  let stopping = false
  const restarts: number[] = []

  let relaunch: Promise<ServerProcess> | undefined
  const startAgain = async (): Promise<void> => {
    const now = performance.now()
    while (restarts[0] !== undefined && now - restarts[0] > 60_000) restarts.shift()
    if (restarts.push(now) > restartsPerMinute) {
      log.error('the embedded PostgreSQL keeps ending; it is not started again')
      return
    }
    log.warn('the embedded PostgreSQL ended unexpectedly; starting it again')
    try {
      relaunch = launchPatiently({ ...options, port })
      current = await relaunch
      watch(current)
    } catch (error) {
      log.error({ err: error }, 'the embedded PostgreSQL could not be started again')
    }
  }
  const watch = (server: ServerProcess): void => {
    void server.exited.then(() => (stopping ? undefined : startAgain()))
  }
  watch(current)

  // The last resort when the process ends without stopping us; signals are all that an exit handler can send.
  const onExit = (): void => {
    try {
      process.kill(current.pid, 'SIGINT')
    } catch {
      // It is gone already.
    }
  }
  process.once('exit', onExit)

  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    stopping = true
    await relaunch?.catch(() => undefined)
    if (!(await stopServer(current.pid))) log.error({ pid: current.pid }, 'the embedded PostgreSQL does not stop')
    process.removeListener('exit', onExit)
  }
  return {
    port,
    pid: () => current.pid,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

/** Another program may take a free port between our look and the server's. */
const launchOnSomePort = async (options: SupervisedOptions): Promise<{ server: ServerProcess; port: number }> => {
  let port = options.port
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { server: await launchPatiently({ ...options, port }), port }
    } catch (error) {
      if (attempt === 5 || !/Address already in use|could not bind/i.test(String(error))) throw error
      port = await freePort()
    }
  }
}

/** After a kill -9 the server's children take a moment to notice and leave; until then it refuses to start. */
const launchPatiently = async (options: SupervisedOptions): Promise<ServerProcess> => {
  let last: unknown
  const server = await waitFor(
    async () => {
      try {
        return await launchServer(options.binaries, options.folders, options.port, options.settings)
      } catch (error) {
        last = error
        if (!/pre-existing shared memory block|lock file .* already exists/i.test(String(error))) throw error
        return undefined
      }
    },
    { withinMs: 10_000, everyMs: 200 },
  )
  if (server === undefined) throw last
  return server
}
