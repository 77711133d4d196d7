import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fchownSync, openSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from '../../platform/logger.ts'
import type { Binaries } from './binaries.ts'
import { serverEnvironment } from './environment.ts'
import { embeddedFailure } from './failure.ts'
import type { Folders } from './folders.ts'
import { commandAs } from './os-user.ts'
import { waitFor } from './wait.ts'

export type ServerProcess = { pid: number; exited: Promise<void> }

/** What the embedded server says goes through these. */
export type EmbeddedLog = Pick<Logger, 'warn' | 'error'>

export type ServerSettings = Readonly<Record<string, string>>

const startWithinMs = 120_000
const logLimitBytes = 16 * 1024 * 1024

/** Starts the server once and waits until it accepts connections. */
export const launchServer = async (
  binaries: Binaries,
  folders: Folders,
  port: number,
  settings: ServerSettings,
): Promise<ServerProcess> => {
  const logStart = sizeOf(folders.log)
  const child = spawnServer(binaries, folders, port, settings)
  let ended: string | undefined
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ended = String(error)
      resolve()
    })
    child.once('exit', (code, signal) => {
      ended = `postgres ended with ${signal ?? `code ${code}`}`
      resolve()
    })
  })
  const pid = child.pid ?? 0
  const outcome = await waitFor(() => (ended !== undefined || isReady(folders, pid) ? true : undefined), {
    withinMs: startWithinMs,
    everyMs: 15,
  })
  if (ended === undefined && outcome === true) return { pid, exited }
  const output = logSince(folders.log, logStart)
  if (ended === undefined) child.kill('SIGQUIT')
  throw embeddedFailure(`PostgreSQL did not start (log: ${folders.log}).`, `${output}\n${ended ?? 'not ready in time'}`)
}

const spawnServer = (binaries: Binaries, folders: Folders, port: number, settings: ServerSettings): ChildProcess => {
  const { program, prefix, ...user } = commandAs(folders.user, binaries.postgres, [folders.cluster])
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // The log is a file, not a pipe: the server must outlive a reader that dies.
  const log = openSync(folders.log, sizeOf(folders.log) > logLimitBytes ? 'w' : 'a', 0o600)
  try {
    if (folders.user) fchownSync(log, folders.user.uid, folders.user.gid)
    const child = spawn(program, [...prefix, '-D', folders.cluster, '-p', String(port), ...options], {
      ...user,
      cwd: folders.root,
      env: serverEnvironment,
      stdio: ['ignore', log, log],
      // A session of its own: Ctrl-C in the terminal reaches us, and we stop the server after its users.
      detached: true,
    })
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

/** The server writes its state to the eighth line of its pid file. */
const isReady = (folders: Folders, pid: number): boolean => {
  try {
    const lines = readFileSync(path.join(folders.cluster, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const logSince = (file: string, offset: number): string => {
  const content = readFileSync(file)
  return content.subarray(content.length >= offset ? offset : 0).toString('utf8')
}
