import { chmodSync, chownSync, mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { embeddedFailure } from './failure.ts'
import { chooseUser, type OsUser } from './os-user.ts'

/** Where one embedded server keeps its things. */
export type Folders = {
  root: string
  /** The cluster itself; made complete elsewhere and then renamed, so it is whole or absent. */
  cluster: string
  password: string
  log: string
  user: OsUser
}

/** Makes the folder of a server, owned by the user that the server runs as. */
export const prepareFolders = (dataDir: string): Folders => {
  try {
    mkdirSync(dataDir, { recursive: true })
    const root = realpathSync(dataDir)
    const user = chooseUser(root)
    chmodSync(root, 0o700)
    if (user) chownSync(root, user.uid, user.gid)
    const at = (name: string) => path.join(root, name)
    return { root, cluster: at('cluster'), password: at('password'), log: at('postgres.log'), user }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw embeddedFailure(`Cannot use ${dataDir} for the database.`, error.message, error)
    }
    throw error
  }
}
