import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'

/**
 * Writes a file that is there whole or not at all, readable by its owner only: beside its place first, on the
 * disk for certain, then under its name. A file that is there already is left alone.
 */
export const writeFileWhole = async <T>(
  file: string,
  { compressed }: { compressed: boolean },
  work: (write: (bytes: Buffer) => Promise<void>) => Promise<T>,
): Promise<T> => {
  if (existsSync(file)) throw new AppError('conflict', `${file} is there already; choose another name.`)
  const part = `${file}.${newId()}.part`
  const handle = await open(part, 'wx', 0o600)
  try {
    const sink = compressed ? createGzip() : new PassThrough()
    const written = pipeline(sink, async (bytes: AsyncIterable<Buffer>) => {
      for await (const some of bytes) await handle.appendFile(some)
    })
    // A failure shows up where somebody waits for it.
    written.catch(() => {})
    const result = await work(async (bytes) => {
      if (sink.destroyed || !sink.write(bytes)) await Promise.race([once(sink, 'drain'), written])
    })
    sink.end()
    await written
    await handle.sync()
    await handle.close()
    await rename(part, file)
    await syncFolder(path.dirname(file))
    return result
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(part, { force: true })
    throw error
  }
}

/** A name in a folder is on the disk when the folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
