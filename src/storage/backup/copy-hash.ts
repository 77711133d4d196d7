import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to } from 'pg-copy-streams'
import { recordQueries } from './record-queries.ts'

/** Runs a COPY … TO STDOUT and hands its bytes on; how many rows, and their SHA-256. */
export const copyHashed = async (
  client: pg.ClientBase,
  statement: string,
  onBytes: (bytes: Buffer) => Promise<void> | void = () => {},
): Promise<{ rows: number; sha256: string }> => {
  const hash = createHash('sha256')
  const stream = client.query(to(statement))
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    hash.update(bytes)
    await onBytes(bytes)
  }
  return { rows: stream.rowCount, sha256: hash.digest('hex') }
}

/** SHA-256 of what the record says: the same in every database that says the same. */
export const recordDigest = async (client: pg.ClientBase): Promise<string> => {
  const hash = createHash('sha256')
  for (const query of Object.values(recordQueries))
    hash.update((await copyHashed(client, `COPY (${query}) TO STDOUT`)).sha256)
  return hash.digest('hex')
}
