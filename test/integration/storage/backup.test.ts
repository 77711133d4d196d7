import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { writeFileWhole } from '../../../src/storage/backup/backup-file.ts'
import { type BackupSummary, headerMark } from '../../../src/storage/backup/format.ts'
import { readBackup } from '../../../src/storage/backup/read-backup.ts'
import { restoreBackup } from '../../../src/storage/backup/restore-backup.ts'
import { withSession } from '../../../src/storage/backup/session.ts'
import { writeBackup } from '../../../src/storage/backup/write-backup.ts'
import { openDatabase } from '../../../src/storage/client.ts'
import { knownMigrations, migrate } from '../../../src/storage/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { query } from '../../support/embedded.ts'
import { seedRecord } from '../../support/seed-record.ts'

const tenant = randomUUID()
const folder = mkdtempSync(path.join(tmpdir(), 'throughline-test-backup-'))
const databases: TestDatabase[] = []
const empty = async (options: { empty?: boolean } = {}): Promise<string> => {
  const database = await createTestDatabase(options)
  databases.push(database)
  return database.url
}
const newFile = (): string => path.join(folder, randomUUID())
const back = async (url: string, file = newFile()) => {
  const summary = await withSession(url, (client) =>
    writeFileWhole(file, { compressed: true }, (write) => writeBackup(client, '1.2.3', write)),
  )
  return { file, summary }
}
const restore = (url: string, file: string): Promise<{ summary: BackupSummary }> =>
  withSession(url, (client) => restoreBackup(client, file, async () => undefined))
const rowsIn = async (url: string): Promise<number> => {
  const [row] = await query(
    url,
    'SELECT (SELECT count(*) FROM tenant) + (SELECT count(*) FROM memo) + (SELECT count(*) FROM segment) AS n',
  )
  return Number(row?.n)
}

/** Texts that look like the format, and values whose text form depends on settings. */
const nasty = ['\\.', '\\.\n', 'a\tb\r\nc\\', '\\N', '', 'ünï 🦫 \u2028', `${headerMark}{}`, 'x'.repeat(300_000)]

let source: string
let made: { file: string; summary: BackupSummary }
beforeAll(async () => {
  source = await empty()
  await query(source, `INSERT INTO tenant (id, name) VALUES ('${tenant}', 'first'), ('${randomUUID()}', 'second')`)
  await query(source, `INSERT INTO tenant_head (tenant_id) VALUES ('${tenant}')`)
  const database = openDatabase({ url: source, poolSize: 2, poolTimeoutMs: 10_000 })
  await seedRecord(database, tenant)
  await database.close()
  await withSession(source, async (client) => {
    for (const [place, text] of nasty.entries()) {
      await client.query(
        `INSERT INTO memo (tenant_id, meeting_id, key, value, created_at) VALUES ($1, $2, $3, $4, '2026-03-29 01:30:00.123+02')`,
        [tenant, randomUUID(), `${place}:${text.slice(0, 50)}`, JSON.stringify({ text, float: 0.1 + 0.2 })],
      )
      await client.query(
        `INSERT INTO segment (tenant_id, meeting_id, revision, index, text) VALUES ($1, $2, 7, $3, $4)`,
        [tenant, randomUUID(), place, text],
      )
    }
    await client.query(`INSERT INTO model_spend (tenant_id, day, cost) VALUES ($1, '2026-02-28', 0.0000000001)`, [
      tenant,
    ])
  })
  made = await back(source)
})
afterAll(async () => {
  for (const database of databases) await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a backup', () => {
  it('fills an empty database with the same rows, and is the same when it is made of that', async () => {
    const target = await empty()

    const { summary } = await restore(target, made.file)
    const again = await back(target)

    expect(summary).toEqual(made.summary)
    expect(summary.trailer.rows).toMatchObject({ tenant: 2, memo: nasty.length, meeting: 3, model_spend: 1 })
    expect(again.summary.trailer).toMatchObject({
      tables: made.summary.trailer.tables,
      record: made.summary.trailer.record,
    })
    const texts = `SELECT text FROM segment WHERE revision = 7 ORDER BY index`
    expect((await query(target, texts)).map((row) => row.text)).toEqual(nasty)
  })

  it('leaves row-level security as strict as it was', async () => {
    const target = await empty()
    const security = `SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`
    const before = await query(target, security)

    await restore(target, made.file)

    expect(await query(target, security)).toEqual(before)
    const seen = await withSession(target, async (client) => {
      await client.query('SET ROLE tl_app')
      return (await client.query('SELECT FROM segment')).rowCount
    })
    expect(seen).toBe(0)
  })

  it('is whole in its file, for its owner only, and leaves nothing beside it', () => {
    expect(statSync(made.file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(gunzipSync(readFileSync(made.file)).toString('utf8').startsWith(headerMark)).toBe(true)
  })

  it('is not written over a file that is there', async () => {
    const before = readFileSync(made.file)

    await expect(back(source, made.file)).rejects.toMatchObject({ code: 'conflict' })
    expect(readFileSync(made.file).equals(before)).toBe(true)
  })

  it('that cannot be finished leaves no file', async () => {
    const file = path.join(folder, 'broken.backup')
    const broken = writeFileWhole(file, { compressed: true }, async (write) => {
      await write(Buffer.alloc(1_000_000, 'x'))
      throw new Error('the database went away')
    })

    await expect(broken).rejects.toThrow('went away')
    expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([])
  })

  it('that is interrupted leaves no file', async () => {
    const file = newFile()
    const interrupted = new AbortController()
    const work = (client: Parameters<typeof writeBackup>[0]) =>
      writeFileWhole(file, { compressed: true }, (write) =>
        writeBackup(client, '1.2.3', async (bytes) => {
          interrupted.abort()
          await write(bytes)
        }),
      )

    await expect(withSession(source, work, interrupted.signal)).rejects.toThrow()
    expect(readdirSync(folder).filter((name) => file.endsWith(name.slice(0, 36)))).toEqual([])
  })

  it('is not made of a database of somebody else', async () => {
    await expect(back(await empty({ empty: true }))).rejects.toThrow(/no Throughline in this database/)
  })

  it('names every table and no cache', async () => {
    const rows = await query(
      source,
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
    )
    const left = ['_prisma_migrations', 'model_answer', 'model_limit', 'model_slot']

    expect(Object.keys(made.summary.trailer.rows).sort()).toEqual(
      rows
        .map((row) => String(row.relname))
        .filter((name) => !left.includes(name))
        .sort(),
    )
  })

  it('is of a schema without what it does not carry', async () => {
    const others = await query(
      source,
      `SELECT 'sequence' AS what, relname::text AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
       UNION ALL SELECT 'trigger', tgname::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace
       UNION ALL SELECT 'foreign key', conname::text FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    )

    expect(others).toEqual([])
  })
})

describe('a file that is not as it was written', () => {
  const refused = async (bytes: Buffer, message: RegExp): Promise<void> => {
    const file = newFile()
    writeFileSync(file, bytes)
    const target = await empty()
    await expect(readBackup(file)).rejects.toThrow(message)
    await expect(restore(target, file)).rejects.toThrow(message)
    expect(await rowsIn(target)).toBe(0)
  }

  it.each([0.01, 0.5, 0.999])('is refused when it ends after %d of its bytes', async (part) => {
    const bytes = readFileSync(made.file)

    await refused(bytes.subarray(0, Math.floor(bytes.length * part)), /is damaged: it is cut off/)
  })

  it('is refused wherever one bit is another', async () => {
    const bytes = readFileSync(made.file)
    const file = path.join(folder, 'flipped')
    // What comes before is a name and a time of gzip, which mean nothing here.
    for (let place = 10; place < bytes.length; place += Math.ceil(bytes.length / 60)) {
      const flipped = Buffer.from(bytes)
      flipped[place] = (flipped[place] ?? 0) ^ (1 << (place % 8))
      writeFileSync(file, flipped)
      await expect(readBackup(file), `byte ${place}`).rejects.toMatchObject({ code: 'conflict' })
    }
  })

  it('is refused when a row is another one, though the compression is right', async () => {
    const text = gunzipSync(readFileSync(made.file)).toString('utf8')

    await refused(gzipSync(text.replace('\tfirst\t', '\tworst\t')), /sum/)
  })

  it('is refused when a table is missing', async () => {
    const text = gunzipSync(readFileSync(made.file)).toString('utf8')

    await refused(gzipSync(text.replace(/TABLE \{"table":"tenant"[\s\S]*?\n\\\.\n/, '')), /sum/)
  })

  it('is refused when the end is missing though the compression is right', async () => {
    const text = gunzipSync(readFileSync(made.file)).toString('utf8')

    await refused(gzipSync(text.slice(0, text.lastIndexOf('SUMS'))), /middle of a line/)
  })

  it.each([
    ['text', Buffer.from('Bo: hello\n')],
    ['a compressed text', gzipSync('Bo: hello\n')],
  ])('is refused when it is %s', async (_, bytes) => {
    await refused(bytes, /is not a backup made by/)
  })

  it('is refused when it is empty', async () => {
    await refused(Buffer.alloc(0), /is damaged/)
  })

  it('is refused when a later format is in it', async () => {
    await refused(gzipSync(`${headerMark}{"format":2,"version":"9.0.0"}\n`), /9\.0\.0 in format 2/)
  })
})

describe('a database to restore into', () => {
  it('must be empty, and the refusal says what is there', async () => {
    const target = await empty()
    await query(target, `INSERT INTO tenant (id, name) VALUES ('${randomUUID()}', 'theirs')`)

    await expect(restore(target, made.file)).rejects.toThrow(/not empty: tenant 1\. .*THROUGHLINE_HOME/)
    expect(await query(target, 'SELECT name FROM tenant')).toEqual([{ name: 'theirs' }])
  })

  it('stays empty when the file is another one in the middle', async () => {
    const target = await empty()
    const text = gunzipSync(readFileSync(made.file)).toString('utf8')
    const file = path.join(folder, 'changed')
    writeFileSync(file, gzipSync(text.replace('\tsecond\t', '\tmillionth\t')))

    await expect(restore(target, file)).rejects.toThrow(/damaged/)
    expect(await rowsIn(target)).toBe(0)
  })

  it('is brought to the version of an older backup first, and then further', async () => {
    const migrations = await knownMigrations()
    const before = migrations.at(-2)?.name ?? ''
    const older = await empty({ empty: true })
    await migrate(older, { through: before })
    await query(older, `INSERT INTO tenant (id, name) VALUES ('${tenant}', 'old')`)
    const { file, summary } = await back(older)
    const target = await empty({ empty: true })

    expect(summary.header.migrations.at(-1)?.name).toBe(before)
    await migrate(target, { through: before })
    await restore(target, file)
    const { applied } = await migrate(target)

    expect(applied).toEqual([migrations.at(-1)?.name])
    expect(await query(target, 'SELECT name FROM tenant')).toEqual([{ name: 'old' }])
  })
})

describe('a user of the database who is no superuser', () => {
  const user = `owner_${randomUUID().slice(0, 8)}`
  const databaseOf = (name: string): string => {
    const url = new URL(inject('postgresUrl'))
    Object.assign(url, { username: user, password: 'pw', pathname: `/${name}` })
    return url.href
  }
  const names = [`${user}_source`, `${user}_target`]
  beforeAll(async () => {
    const server = inject('postgresUrl')
    await query(server, `CREATE ROLE ${user} LOGIN PASSWORD 'pw'`)
    await query(server, `GRANT tl_app, tl_dispatch, tl_search TO ${user}`)
    for (const name of names) {
      await query(server, `CREATE DATABASE ${name} OWNER ${user}`)
      await migrate(databaseOf(name))
    }
  })
  afterAll(async () => {
    const server = inject('postgresUrl')
    for (const name of names) await query(server, `DROP DATABASE ${name} WITH (FORCE)`)
    await query(server, `DROP ROLE ${user}`)
  })

  it('backs up and restores what belongs to it, tenants of others included', async () => {
    const [from, to] = names.map(databaseOf) as [string, string]
    await restore(from, made.file)

    const { file, summary } = await back(from)
    await restore(to, file)

    expect(summary.trailer).toMatchObject({
      rows: made.summary.trailer.rows,
      tables: made.summary.trailer.tables,
      record: made.summary.trailer.record,
    })
    expect((await back(to)).summary.trailer.tables).toEqual(made.summary.trailer.tables)
    expect(await query(to, 'SELECT key FROM memo')).toEqual([])
  })

  it('gets no backup with holes in it', async () => {
    const name = `${user}_holes`
    const url = databaseOf(name)
    await query(inject('postgresUrl'), `CREATE DATABASE ${name} OWNER ${user}`)
    names.push(name)
    await migrate(url)
    await query(url, 'DROP POLICY backup ON segment')

    const file = path.join(folder, 'holes')
    await expect(back(url, file)).rejects.toThrow(/hides rows of segment from this user/)
    expect(existsSync(file)).toBe(false)
  })
})
