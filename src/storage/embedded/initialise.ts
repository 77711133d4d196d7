import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { serverEnvironment } from './environment.ts'
import { asEmbeddedFailure } from './failure.ts'
import type { Folders } from './folders.ts'
import { commandAs } from './os-user.ts'

const run = promisify(execFile)

export const superuser = 'throughline'

/** Makes the cluster when there is none; returns the password of its superuser. */
export const initialise = async (
  binaries: Binaries,
  folders: Folders,
): Promise<{ password: string; fresh: boolean }> => {
  try {
    const fresh = !existsSync(folders.cluster)
    const password = fresh ? newPassword(folders) : readFileSync(folders.password, 'utf8').trim()
    if (fresh) await createCluster(binaries, folders)
    return { password, fresh }
  } catch (error) {
    throw asEmbeddedFailure(`Cannot create the database in ${folders.root}.`, error)
  }
}

const newPassword = (folders: Folders): string => {
  const password = randomBytes(24).toString('hex')
  rmSync(folders.password, { force: true })
  writeFileSync(folders.password, `${password}\n`, { mode: 0o600 })
  if (folders.user) chownSync(folders.password, folders.user.uid, folders.user.gid)
  return password
}

const createCluster = async (binaries: Binaries, folders: Folders): Promise<void> => {
  const unfinished = `${folders.cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  await initdb(binaries, folders, [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${folders.password}`,
    '--auth=scram-sha-256',
    // Postgres' own Unicode rules: the same order and case folding on every system, now and after upgrades.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ])
  renameSync(unfinished, folders.cluster)
}

/** Brings the files that a fast `initdb` left in memory to the disk; may run beside the server. */
export const syncCluster = (binaries: Binaries, folders: Folders): Promise<void> =>
  initdb(binaries, folders, ['--sync-only', `--pgdata=${folders.cluster}`])

const initdb = async (binaries: Binaries, folders: Folders, options: readonly string[]): Promise<void> => {
  const { program, prefix, ...user } = commandAs(folders.user, binaries.initdb, [folders.cluster])
  await run(program, [...prefix, ...options], { ...user, cwd: folders.root, env: serverEnvironment })
}
