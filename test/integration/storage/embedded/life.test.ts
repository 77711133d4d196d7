import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processIdentity } from '../../../../src/storage/embedded/process-identity.ts'
import { startEmbeddedPostgres } from '../../../../src/storage/embedded/start.ts'
import { waitFor } from '../../../../src/storage/embedded/wait.ts'
import { query, serverPid, startOwner, temporaryHome } from '../../../support/embedded.ts'

const messages: unknown[] = []
const log = {
  warn: (...words: unknown[]) => messages.push(words),
  error: (...words: unknown[]) => messages.push(words),
}

describe('the embedded server', () => {
  let place: ReturnType<typeof temporaryHome>
  beforeEach(() => {
    place = temporaryHome()
    messages.length = 0
  })
  afterEach(() => place.remove())

  it('keeps its data, its password and its port over a restart', async () => {
    const dataDir = path.join(place.home, 'data')
    const first = await startEmbeddedPostgres({ dataDir, log })
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.stop()
    const second = await startEmbeddedPostgres({ dataDir, log })

    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    expect(second.url).toBe(first.url)
    await second.stop()
    expect(messages).toEqual([])
  })

  it('runs with the settings that were measured, durable, and reachable from this machine only', async () => {
    const server = await startEmbeddedPostgres({ dataDir: place.home, log })

    const rows = await query(
      server.url,
      `SELECT name, setting FROM pg_settings WHERE name IN
         ('max_connections', 'random_page_cost', 'jit', 'fsync', 'listen_addresses', 'server_encoding', 'TimeZone', 'password_encryption')`,
    )
    await server.stop()

    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      max_connections: '200',
      random_page_cost: '1.1',
      jit: 'off',
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      password_encryption: 'scram-sha-256',
    })
  })

  it('keeps what people said out of its log', async () => {
    const server = await startEmbeddedPostgres({ dataDir: place.home, log })

    await query(server.url, 'CREATE TABLE said (words text UNIQUE, loud boolean CHECK (loud))')
    await expect(query(server.url, `INSERT INTO said VALUES ('a secret plan', false)`)).rejects.toMatchObject({
      code: '23514',
    })
    await expect(
      query(server.url, `INSERT INTO said VALUES ('a secret plan'), ('a secret plan')`),
    ).rejects.toMatchObject({ code: '23505' })
    await server.stop()

    const written = readFileSync(path.join(place.home, 'postgres.log'), 'utf8')
    expect(written).toContain('violates check constraint')
    expect(written).not.toContain('secret')
  })

  it('asks for the password, which only its user can read', async () => {
    const server = await startEmbeddedPostgres({ dataDir: place.home, log })
    const guess = new URL(server.url)
    guess.password = 'guess'

    await expect(query(guess.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
    await server.stop()

    expect(statSync(path.join(place.home, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(place.home).mode & 0o777).toBe(0o700)
  })

  it('comes back by itself, on the same port and with its data, when it is killed', async () => {
    const server = await startEmbeddedPostgres({ dataDir: place.home, log })
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const before = server.pid()

    process.kill(before, 'SIGKILL')
    const rows = await waitFor(() => query(server.url, 'SELECT answer FROM kept').catch(() => undefined), {
      withinMs: 15_000,
      everyMs: 20,
    })

    expect(rows).toEqual([{ answer: 42 }])
    expect(server.pid()).not.toBe(before)
    await server.stop()
    expect(processIdentity(server.pid())).toBeUndefined()
  })

  it('leaves no process when its owner is told to stop', async () => {
    const owner = await startOwner(place.home)
    const pid = serverPid(place.home)

    const end = await owner.process.stop('SIGTERM')

    expect(end).toEqual({ code: 0, signal: null })
    expect(processIdentity(pid)).toBeUndefined()
    expect(existsSync(path.join(place.home, 'postgres.lock'))).toBe(false)
  })

  it('leaves no process when its owner ends without a word', async () => {
    const owner = await startOwner(place.home, { leave: true })
    expect((await owner.process.exited).code).toBe(1)

    const pidFile = path.join(place.home, 'postgres', 'cluster', 'postmaster.pid')
    const gone = await waitFor(() => (existsSync(pidFile) ? undefined : true), { withinMs: 10_000, everyMs: 20 })

    expect(gone).toBe(true)
  })
})
