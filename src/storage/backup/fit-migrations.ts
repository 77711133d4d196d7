import { AppError } from '../../domain/errors.ts'
import type { BackupHeader } from './format.ts'

/**
 * Pure: the last migration of the backup, to which the new database is brought before it is filled; what this program
 * has beyond it follows afterwards. Refuses a backup of a later version, or of another history.
 */
export const fitMigrations = (
  header: BackupHeader,
  ours: readonly { name: string; checksum: string }[],
): { through: string } => {
  for (const [place, migration] of header.migrations.entries()) {
    const known = ours[place]
    if (known?.name !== migration.name)
      throw refusal(
        header,
        `it has the migration ${migration.name}, which this version lacks. Restore it with the later one`,
      )
    if (known.checksum !== migration.checksum)
      throw refusal(
        header,
        `its migration ${migration.name} has another text (before the first release the schema changes in place). Restore it with the version that wrote it`,
      )
  }
  return { through: header.migrations.at(-1)?.name ?? '' }
}

const refusal = (header: BackupHeader, why: string): AppError =>
  new AppError('conflict', `The backup was written by Throughline ${header.version}, and ${why}. Nothing was written.`)
