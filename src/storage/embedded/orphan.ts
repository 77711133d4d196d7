import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../domain/errors.ts'
import type { Folders } from './folders.ts'
import { isServerOf, processIdentity } from './process-identity.ts'
import { stopServer } from './stop-server.ts'

/**
 * Clears what a killed owner left: a server that still runs (stopped by its own pid), or a pid file whose number now
 * belongs to another program, at which Postgres would refuse to start. The caller owns the folder. Returns the port
 * that the server had, so that those who are connected find the next one there.
 */
export const clearOrphan = async (folders: Folders): Promise<{ port: number | undefined; stopped: boolean }> => {
  const file = path.join(folders.cluster, 'postmaster.pid')
  const lines = read(file)
  const pid = Number(lines[0])
  const port = Number(lines[3]) || undefined
  if (!Number.isInteger(pid) || pid <= 0) return { port, stopped: false }
  if (!isServerOf(pid, folders.cluster)) {
    if (processIdentity(pid) !== undefined) rmSync(file, { force: true })
    return { port, stopped: false }
  }
  if (!(await stopServer(pid))) {
    throw new AppError(
      'storage_unavailable',
      `Another PostgreSQL (pid ${pid}) runs on ${folders.cluster} and cannot be stopped: stop it as the user who started it.`,
      { retryable: false },
    )
  }
  return { port, stopped: true }
}

const read = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
