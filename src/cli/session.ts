import type { Command } from 'commander'
import { type Connection, findConnection, requireConnection } from './connection.ts'
import type { CliDeps } from './deps.ts'
import { type Client, createClient } from './http/client.ts'
import { createOutput, type Output } from './output.ts'

/** What one command works with. */
export type Session = {
  readonly deps: CliDeps
  readonly connection: Connection
  readonly out: Output
  /** Made at first use, so that commands without a server need none. */
  readonly client: Client
}

export type GlobalOptions = { json?: boolean; url?: string; key?: string; color: boolean }

export const openSession = (deps: CliDeps, command: Command): Session =>
  createSession(deps, command.optsWithGlobals<GlobalOptions>())

export const createSession = (deps: CliDeps, options: GlobalOptions): Session => {
  const connection = findConnection(deps, options)
  const out = createOutput(deps, { json: options.json === true, color: options.color })
  let client: Client | undefined
  return {
    deps,
    connection,
    out,
    get client() {
      client ??= createClient({ ...requireConnection(connection), deps, onWait: (message) => out.note(`… ${message}`) })
      return client
    },
  }
}
