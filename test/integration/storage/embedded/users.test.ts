import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locateBinaries } from '../../../../src/storage/embedded/binaries.ts'
import { prepareFolders } from '../../../../src/storage/embedded/folders.ts'
import { initialise } from '../../../../src/storage/embedded/initialise.ts'
import { canReach, commandAs } from '../../../../src/storage/embedded/os-user.ts'
import { launchServer } from '../../../../src/storage/embedded/server-process.ts'
import { stopServer } from '../../../../src/storage/embedded/stop-server.ts'
import { query, serverPid, startOwner } from '../../../support/embedded.ts'
import { freePort, startScript } from '../../../support/processes.ts'

const name = `tl-test-${process.pid}`
const root = process.getuid?.() === 0
const repository = fileURLToPath(new URL('../../../..', import.meta.url))

// Another user can only be made and become by root; elsewhere the whole test run is that of an unprivileged user.
describe.skipIf(!root)('the embedded server and users (as root)', () => {
  let user: { uid: number; gid: number }
  let folder: string
  beforeAll(() => {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name])
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
    user = { uid: id('-u'), gid: id('-g') }
    folder = mkdtempSync(path.join(tmpdir(), 'throughline-test-users-'))
    chmodSync(folder, 0o755)
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
    execFileSync('userdel', [name])
  })

  it('runs as postgres, below a folder that only root may enter', async () => {
    const secret = path.join(folder, 'private')
    mkdirSync(secret, { mode: 0o700 })

    const owner = await startOwner(path.join(secret, 'home'))
    const uid = uidOf(serverPid(path.join(secret, 'home')))

    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(uid).not.toBe(0)
    expect(await owner.process.stop()).toEqual({ code: 0, signal: null })
  })

  it('needs a capability only where the way is barred', () => {
    const barred = path.join(folder, 'barred')
    mkdirSync(barred, { mode: 0o700 })

    expect(canReach(user, path.join(folder, 'file'))).toBe(true)
    expect(canReach(user, path.join(barred, 'file'))).toBe(false)
    expect(commandAs(user, '/bin/true', [])).toEqual({ program: '/bin/true', prefix: [], ...user })
    expect(commandAs(user, '/bin/true', [path.join(barred, 'file')]).program).toBe('setpriv')
  })

  it.skipIf(!everybodyMayRead(repository))(
    'runs as an unprivileged user, and then as root on the same data',
    async () => {
      const home = path.join(folder, 'of the user')
      mkdirSync(home)
      chownSync(home, user.uid, user.gid)

      const first = await startOwner(home, user)
      await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
      expect(uidOf(serverPid(home))).toBe(user.uid)
      await first.process.stop()
      const second = await startOwner(home)
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
      expect(uidOf(serverPid(home))).toBe(user.uid)
      await second.process.stop()
      const third = await startOwner(home, user)

      expect(await query(third.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
      await third.process.stop()
    },
  )

  it.skipIf(!everybodyMayRead(repository))('says what to do when the folder may not be written', async () => {
    const home = path.join(folder, 'of root')
    mkdirSync(home, { mode: 0o755 })

    const owner = startScript('test/support/embedded-owner.ts', [home], user)

    expect((await owner.exited).code).toBe(2)
    expect(owner.stderr()).toContain('set THROUGHLINE_HOME to a folder of your own')
  })

  it('starts programs that lie below a folder that only root may enter, as in a clone in /root', async () => {
    const clone = path.join(folder, 'clone')
    mkdirSync(clone, { mode: 0o700 })
    const native = path.dirname(path.dirname(locateBinaries().postgres))
    cpSync(native, path.join(clone, 'native'), { recursive: true, verbatimSymlinks: true })
    const at = (program: string) => path.join(clone, 'native', 'bin', program)
    const binaries = { initdb: at('initdb'), postgres: at('postgres') }
    const folders = prepareFolders(path.join(clone, 'data'))

    await initialise(binaries, folders)
    const server = await launchServer(binaries, folders, await freePort(), { unix_socket_directories: '' })

    expect(uidOf(server.pid)).not.toBe(0)
    expect(await stopServer(server.pid)).toBe(true)
  })
})

const uidOf = (pid: number): number => Number(execFileSync('stat', ['-c', '%u', `/proc/${pid}`], { encoding: 'utf8' }))

function everybodyMayRead(folder: string): boolean {
  return !root || canReach({ uid: 65_534, gid: 65_534 }, path.join(folder, 'node_modules', 'file'))
}
