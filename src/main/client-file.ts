import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What `start` leaves in its home for the command line: where the server is, and a key. Readable by its owner alone. */
export type ClientFile = { url: string; key: string }

export const writeClientFile = (home: string, client: ClientFile): void => {
  const file = clientFile(home)
  writeFileSync(file, `${JSON.stringify(client, null, 2)}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
}

/** The key of an earlier start, or undefined. */
export const readClientKey = (home: string): string | undefined => {
  try {
    return (JSON.parse(readFileSync(clientFile(home), 'utf8')) as Partial<ClientFile>).key
  } catch {
    return undefined
  }
}

const clientFile = (home: string): string => join(home, 'client.json')
