import { Command } from 'commander'
import { CliError, exitCodes, usageError } from '../cli/errors.ts'
import type { Config } from '../platform/config.ts'
import { createLogger, type Logger } from '../platform/logger.ts'
import { writeFileWhole } from '../storage/backup/backup-file.ts'
import { exportReceipts } from '../storage/backup/receipts.ts'
import { withSession } from '../storage/backup/session.ts'
import { writeBackup } from '../storage/backup/write-backup.ts'
import { configOrExit } from './config-or-exit.ts'
import type { Environment } from './environment.ts'
import { operator, printLine } from './on-database.ts'
import { findDatabaseServer } from './resources.ts'
import { restore } from './restore.ts'
import { version } from './version.ts'

/** Copies of everything, and back. They work on the database itself and need no key. */
export const backupCommands = (env: Environment): Command[] => [backupCommand(env), restoreCommand(env)]

const backupCommand = (env: Environment): Command =>
  new Command('backup')
    .description('write all that is kept of all tenants to a file, as it is at one moment; work may go on meanwhile')
    .argument('[file]', 'a new file')
    .option('--erasures <file>', 'write the receipts of erasures, for `restore --erasures`; alone or besides')
    .action(async (file: string | undefined, { erasures }: { erasures?: string }) => {
      if (file === undefined && erasures === undefined) throw usageError('Name the file to write.')
      const { config, log } = open(env, 'backup')
      const server = await findDatabaseServer(config, log)
      try {
        if (file !== undefined) await backUp(server.url, file)
        if (erasures !== undefined) await exportErasures(server.url, erasures)
      } finally {
        await server.stop()
      }
    })

const backUp = async (url: string, file: string): Promise<void> => {
  const work = (client: Parameters<typeof writeBackup>[0]) =>
    writeFileWhole(file, { compressed: true }, (write) => writeBackup(client, version, write))
  const { header, trailer } = await withSession(url, work, untilInterrupted())
  printLine({ file, createdAt: header.createdAt, rows: trailer.rows, record: trailer.record, sha256: trailer.whole })
}

/** Half a file is not left behind by Ctrl-C either. */
const untilInterrupted = (): AbortSignal => {
  const interrupted = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort())
  return interrupted.signal
}

const exportErasures = async (url: string, file: string): Promise<void> => {
  const { text, erasures } = await withSession(url, exportReceipts)
  await writeFileWhole(file, { compressed: false }, (write) => write(Buffer.from(text)))
  printLine({ file, erasures })
}

const restoreCommand = (env: Environment): Command =>
  new Command('restore')
    .description('fill an empty database with a backup; the file is read to its end before anything is written')
    .argument('<file>', 'written by `throughline backup`')
    .option('--erasures <file>', 'receipts from after the backup: what they tell of is erased again')
    .option('--check', 'only read the file, and say what is in it')
    .action(async (file: string, options: { erasures?: string; check?: boolean }) => {
      const { config, log } = open(env, 'restore')
      const told = await restore({ ...options, file, config, log, actor: operator() })
      printLine(told.summary)
      for (const warning of told.warnings) process.stderr.write(`${warning}\n`)
      if (told.incomplete) throw new CliError(exitCodes.partial)
    })

const open = (env: Environment, name: string): { config: Config; log: Logger } => {
  const config = configOrExit(env)
  return { config, log: createLogger(config.log, name) }
}
