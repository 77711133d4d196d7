import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attachOrStart, type EmbeddedDatabase } from '../../../../src/storage/embedded/attach-or-start.ts'
import { lockFile, readLock } from '../../../../src/storage/embedded/owner-lock.ts'
import { processIdentity } from '../../../../src/storage/embedded/process-identity.ts'
import { type Owner, query, serverPid, startOwner, temporaryHome } from '../../../support/embedded.ts'

const log = { warn: () => {}, error: console.error }

describe('the owner of the embedded server', () => {
  let place: ReturnType<typeof temporaryHome>
  const owners: Owner[] = []
  const databases: EmbeddedDatabase[] = []
  const open = async (): Promise<EmbeddedDatabase> => {
    const database = await attachOrStart(place.home, { log })
    databases.push(database)
    return database
  }
  beforeEach(() => {
    place = temporaryHome()
  })
  afterEach(async () => {
    for (const owner of owners.splice(0)) await owner.process.stop()
    for (const database of databases.splice(0)) await database.stop()
    place.remove()
  })

  it('is one process; the others attach to it and do not stop it', async () => {
    const owner = await startOwner(place.home)
    owners.push(owner)

    const attached = await open()
    await attached.stop()

    expect(owner.owned).toBe(true)
    expect(attached).toMatchObject({ owned: false, url: owner.url })
    expect(readLock(place.home)).toMatchObject({ pid: owner.process.pid, url: owner.url })
    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('is one of several that start at the same moment', async () => {
    owners.push(...(await Promise.all([1, 2, 3].map(() => startOwner(place.home)))))

    expect(owners.filter((owner) => owner.owned)).toHaveLength(1)
    expect(new Set(owners.map((owner) => owner.url)).size).toBe(1)
  })

  it('is followed by the next one after kill -9: the server left behind is replaced, the data stays, at the same address', async () => {
    const first = await startOwner(place.home)
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const orphan = serverPid(place.home)
    await first.process.stop('SIGKILL')
    expect(processIdentity(orphan)).toBeDefined()

    const next = await open()

    expect(next).toMatchObject({ owned: true, url: first.url })
    expect(processIdentity(orphan)).toBeUndefined()
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('is followed by the next one after owner and server were killed, even if other programs have their pids now', async () => {
    const first = await startOwner(place.home)
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const pid = serverPid(place.home)
    const pidFile = path.join(place.home, 'postgres', 'cluster', 'postmaster.pid')
    await first.process.stop('SIGKILL')
    process.kill(pid, 'SIGKILL')
    // This test's own pid stands for the programs that were given the numbers later.
    writeFileSync(
      pidFile,
      `${process.pid}\n${path.dirname(pidFile)}\n1700000000\n${new URL(first.url).port}\n\n127.0.0.1\n\nready\n`,
    )
    writeFileSync(
      lockFile(place.home),
      JSON.stringify({ pid: process.pid, identity: 'an earlier life', url: first.url }),
    )

    const next = await open()

    expect(next.owned).toBe(true)
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('is not held up by a lock that nobody can read', async () => {
    mkdirSync(place.home, { recursive: true })
    writeFileSync(lockFile(place.home), '{"pid": 1, "ident')

    expect((await open()).owned).toBe(true)
  })

  it('makes the database anew when the first start was cut off', async () => {
    const unfinished = path.join(place.home, 'postgres', 'cluster.new')
    mkdirSync(unfinished, { recursive: true })
    writeFileSync(path.join(unfinished, 'PG_VERSION'), '18\n')

    const database = await open()

    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})
