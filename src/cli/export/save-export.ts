import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { failure } from '../errors.ts'
import { createRowCounter } from './count-rows.ts'
import { receive } from './receive.ts'

export type Saved = {
  /** Null where the format has no rows. */
  rows: number | null
  bytes: number
  sha256: string
}

/** Writes an export to a file that only its owner can read. It has its name when all of it is there, and never before. */
export const saveExport = async (response: Response, file: string, format: string): Promise<Saved> => {
  const part = `${file}.part`
  const hash = createHash('sha256')
  const counter = createRowCounter(format)
  let bytes = 0
  try {
    const target = await open(part, 'w', 0o600)
    try {
      await receive(response, async (piece) => {
        await target.writeFile(piece)
        hash.update(piece)
        counter.take(piece)
        bytes += piece.byteLength
      })
      await target.sync()
    } finally {
      await target.close()
    }
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    if (error instanceof Error && 'syscall' in error)
      throw failure(`${file} cannot be written: ${error.message}`, error)
    throw error
  }
  return { rows: counter.rows(), bytes, sha256: hash.digest('hex') }
}
