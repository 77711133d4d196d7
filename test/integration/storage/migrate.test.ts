import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyScripts } from '../../../src/storage/apply-scripts.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/storage/embedded/start.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { readMigrations } from '../../../src/storage/migration-files.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { query, temporaryHome } from '../../support/embedded.ts'
import { startScript } from '../../support/processes.ts'

const everything = `
  SELECT 'column' AS kind, table_name || '.' || column_name AS name, concat_ws(' ', data_type, collation_name, column_default, is_nullable) AS what
    FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'policy', tablename || '.' || policyname, concat_ws(' ', roles::text, cmd, qual, with_check) FROM pg_policies
  UNION ALL SELECT 'grant', table_name || '.' || grantee, string_agg(privilege_type, ',' ORDER BY privilege_type)
    FROM information_schema.role_table_grants WHERE table_schema = 'public' AND grantee LIKE 'tl\\_%' GROUP BY 2
  UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang <> 13
  ORDER BY 1, 2, 3`

describe('migrate', () => {
  const databases: TestDatabase[] = []
  const empty = async (): Promise<TestDatabase> => {
    const database = await createTestDatabase({ empty: true })
    databases.push(database)
    return database
  }
  afterAll(async () => {
    for (const database of databases) await database.drop()
  })

  it('applies every migration, and nothing the second time', async () => {
    const { url } = await empty()

    const first = await migrate(url)
    const schema = await query(url, everything)
    const second = await migrate(url)

    expect(first.applied.slice(0, 2)).toEqual(['20261121000000_init', '20261121000001_security'])
    expect(second).toEqual({ applied: [] })
    expect(await query(url, everything)).toEqual(schema)
    expect(schema.length).toBeGreaterThan(200)
  })

  it('begins with a migration that fits the schema', async () => {
    const check = startScript('scripts/make-migration.mjs', ['--check'])

    expect(await check.exited, check.stdout()).toEqual({ code: 0, signal: null })
  })

  it('is applied once when several processes start at the same moment', async () => {
    const { url } = await empty()

    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(url)))

    expect(results.map((result) => result.applied.length).sort()).toEqual([0, 0, 0, expect.any(Number)])
    expect(Math.max(...results.map((result) => result.applied.length))).toBeGreaterThan(1)
    expect(await query(url, 'SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NULL')).toEqual([
      { n: 0 },
    ])
  })

  it('goes on after a migration that was cut off in the middle', async () => {
    const { url } = await empty()
    // The second script stumbles over this table, after its first statements ran.
    await query(
      url,
      'CREATE SCHEMA sabotage; CREATE FUNCTION public.word_list(body text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$ SELECT NULL::tsvector $$',
    )

    await expect(migrate(url)).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining('word_list'),
    })
    expect(await query(url, `SELECT 1 FROM pg_policies`)).toEqual([])
    await query(url, 'DROP FUNCTION public.word_list')
    const { applied } = await migrate(url)

    expect(applied[0]).toBe('20261121000001_security')
    expect(await migrate(url)).toEqual({ applied: [] })
  })

  it('goes on from a database that has only the first migration', async () => {
    const [partial, complete] = [await empty(), await empty()]
    const migrations = await readMigrations('prisma/migrations')
    const schema = await readFile('prisma/schema.prisma', 'utf8')
    const rest = { schema, migrationsFolder: 'prisma/migrations', failed: [] }
    await applyScripts({ ...rest, url: partial.url, migrations: migrations.slice(0, 1) })

    const { applied } = await migrate(partial.url)
    await migrate(complete.url)

    expect(applied).toEqual(migrations.slice(1).map((migration) => migration.name))
    expect(await query(partial.url, everything)).toEqual(await query(complete.url, everything))
  })

  it('refuses a database that was made with another text of a migration', async () => {
    const { url } = await empty()
    await migrate(url)
    await query(url, `UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = '20261121000000_init'`)

    await expect(migrate(url)).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining('THROUGHLINE_HOME'),
    })
  })

  it('says which server it cannot reach', async () => {
    await expect(migrate('postgresql://nobody:secret@127.0.0.1:1/none')).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringMatching(/127\.0\.0\.1:1(?!.*secret)/s),
    })
  })
})

describe('migrate on a hosted server, where nobody is superuser', () => {
  const place = temporaryHome()
  let server: EmbeddedPostgres
  const userUrl = (user: string): string => {
    const url = new URL(server.url)
    Object.assign(url, { username: user, password: 'pw', pathname: `/${user}` })
    return url.href
  }
  const createOwner = async (user: string, options: string): Promise<string> => {
    await query(server.url, `CREATE ROLE ${user} LOGIN ${options} PASSWORD 'pw'`)
    await query(server.url, `CREATE DATABASE ${user} OWNER ${user}`)
    return userUrl(user)
  }
  beforeAll(async () => {
    server = await startEmbeddedPostgres({
      dataDir: place.home,
      log: { warn: () => {}, error: console.error },
      settings: { fsync: 'off' },
    })
  })
  afterAll(async () => {
    await server.stop()
    place.remove()
  })

  it('names the roles and how to make them when it may not', async () => {
    const url = await createOwner('modest', 'NOCREATEROLE')

    await expect(migrate(url)).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringMatching(/CREATE ROLE tl_app NOLOGIN; GRANT tl_app TO modest;/),
    })
  })

  it('makes the roles, and is bound by row-level security itself', async () => {
    const url = await createOwner('plain', 'CREATEROLE')

    const { applied } = await migrate(url)

    expect(applied.length).toBeGreaterThan(1)
    const insert = `INSERT INTO memo (tenant_id, meeting_id, key, value) VALUES (gen_random_uuid(), gen_random_uuid(), 'k', '{}')`
    await expect(query(url, insert)).rejects.toMatchObject({ code: '42501' })
    await expect(query(url, `SET ROLE tl_app; ${insert}`)).rejects.toMatchObject({ code: '42501' })
    expect(
      await query(url, 'SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user'),
    ).toEqual([{ free: false }])
  })

  it('uses roles that an administrator made', async () => {
    const url = await createOwner('given', 'NOCREATEROLE')
    await query(server.url, 'GRANT tl_app, tl_dispatch, tl_search TO given')

    expect((await migrate(url)).applied.length).toBeGreaterThan(1)
  })
})
