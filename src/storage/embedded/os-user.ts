import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../domain/errors.ts'

/** The operating-system user that the server runs as; undefined: the one we are. */
export type OsUser = { uid: number; gid: number } | undefined

/**
 * Postgres refuses to run as root. As root it runs as the owner of existing data, else as the user `postgres`, which
 * is made when it is missing.
 */
export const chooseUser = (dataFolder: string): OsUser => {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(dataFolder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return lookUp('postgres') ?? createUser('postgres')
}

const lookUp = (name: string): OsUser => {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    )
    return uid === undefined || gid === undefined ? undefined : { uid, gid }
  } catch {
    return undefined
  }
}

const createUser = (name: string): OsUser => {
  let cause: unknown
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], {
      stdio: 'pipe',
    })
  } catch (error) {
    cause = error
  }
  const user = lookUp(name)
  if (user) return user
  throw new AppError(
    'storage_unavailable',
    `PostgreSQL does not run as root and the user "${name}" could not be made: start as another user, ` +
      `add a system user named "${name}", or set DATABASE_URL.`,
    { cause, retryable: false },
  )
}

/** Whether the user may enter every folder on the way to the file. */
export const canReach = (user: OsUser, file: string): boolean => {
  if (user === undefined) return true
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0
    if (((mode >> shift) & 1) === 0) return false
    if (folder === path.dirname(folder)) return true
  }
}

/**
 * The command that runs a program as the user. When the files lie below a private folder of root (a clone in /root),
 * the program keeps one capability, to pass through folders; `setpriv` hands it over and drops everything else.
 */
export const commandAs = (
  user: OsUser,
  program: string,
  files: readonly string[],
): { program: string; prefix: string[]; uid?: number; gid?: number } => {
  if (user === undefined) return { program, prefix: [] }
  if ([program, ...files].every((file) => canReach(user, file))) return { program, prefix: [], ...user }
  const capability = passThroughCapability()
  return {
    program: 'setpriv',
    prefix: [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      // Without it access(2) ignores the capability of a user who is not root.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      program,
    ],
  }
}

const passThroughCapability = (): string => {
  if (process.platform === 'linux') {
    const status = readFileSync('/proc/self/status', 'utf8')
    const permitted = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`)
    if (permitted & 4n) return 'dac_read_search'
    if (permitted & 2n) return 'dac_override'
  }
  throw new AppError(
    'storage_unavailable',
    'PostgreSQL does not run as root, and its user cannot enter this folder: put the project where other users may ' +
      'pass (not below /root), start as another user, or set DATABASE_URL.',
    { retryable: false },
  )
}
