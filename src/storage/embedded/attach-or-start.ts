import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../domain/errors.ts'
import { asEmbeddedFailure } from './failure.ts'
import { lockFile, publishLock, readLock, releaseLock, takeLock } from './owner-lock.ts'
import type { EmbeddedLog, ServerSettings } from './server-process.ts'
import { startEmbeddedPostgres } from './start.ts'
import { waitFor } from './wait.ts'

export type EmbeddedDatabase = {
  url: string
  /** True in the one process that runs the server; the others are attached to it. */
  owned: boolean
  /** Stops the server in its owner; does nothing elsewhere. */
  stop: () => Promise<void>
}

/** Uses the server of the home folder when a living process owns it, else becomes its owner and starts it. */
export const attachOrStart = async (
  home: string,
  options: { log: EmbeddedLog; settings?: ServerSettings },
): Promise<EmbeddedDatabase> => {
  try {
    mkdirSync(home, { recursive: true })
    for (;;) {
      const owner = await takeLock(home)
      if (owner === 'taken') return await startAsOwner(home, options)
      const url = owner.url ?? (await urlOfOwner(home))
      // No address: the owner died or gave up while starting, so there may be room for us.
      if (url !== undefined) return { url, owned: false, stop: async () => {} }
    }
  } catch (error) {
    throw asEmbeddedFailure(`Cannot use ${home} for the embedded database.`, error)
  }
}

const startAsOwner = async (
  home: string,
  options: { log: EmbeddedLog; settings?: ServerSettings },
): Promise<EmbeddedDatabase> => {
  try {
    const server = await startEmbeddedPostgres({ ...options, dataDir: path.join(home, 'postgres') })
    publishLock(home, { port: server.port, url: server.url })
    return {
      url: server.url,
      owned: true,
      stop: async () => {
        await server.stop()
        releaseLock(home)
      },
    }
  } catch (error) {
    releaseLock(home)
    throw error
  }
}

const urlOfOwner = async (home: string): Promise<string | undefined> => {
  const answer = await waitFor(
    () => {
      const lock = readLock(home)
      return lock === undefined ? { url: undefined } : lock.url === undefined ? undefined : { url: lock.url }
    },
    { withinMs: 150_000, everyMs: 50 },
  )
  if (answer !== undefined) return answer.url
  throw new AppError('storage_unavailable', `The process that owns ${lockFile(home)} does not get its server ready.`)
}
