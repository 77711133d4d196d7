import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '../domain/ids.ts'

export type Migration = { name: string; script: string; checksum: string }

/** The migrations of a folder in Prisma's layout, in their order, with the checksum that Prisma records. */
export const readMigrations = async (folder: string): Promise<Migration[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return Promise.all(
    names.map(async (name) => {
      const script = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, script, checksum: sha256(script) }
    }),
  )
}
