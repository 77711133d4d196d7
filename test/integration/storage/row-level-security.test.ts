import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const [ours, theirs, meeting] = [randomUUID(), randomUUID(), randomUUID()]
const insertSegment = `INSERT INTO segment (tenant_id, meeting_id, revision, index, text) VALUES ($1, $2, 1, $3, $4)`

describe('row-level security', () => {
  let database: TestDatabase
  const clients: pg.Client[] = []
  const connect = async (role: string | undefined, tenant?: string): Promise<pg.Client> => {
    const options = [role && `-c role=${role}`, tenant && `-c tl.tenant=${tenant}`].filter(Boolean).join(' ')
    const client = new pg.Client({ connectionString: database.url, options })
    await client.connect()
    clients.push(client)
    return client
  }
  beforeAll(async () => {
    database = await createTestDatabase()
    const writer = await connect('tl_app', theirs)
    await writer.query(insertSegment, [theirs, meeting, 0, 'The Atlas project is blocked'])
    await writer.query(
      `INSERT INTO api_key (id, tenant_id, name, prefix, hash) VALUES ($1, $2, 'key', 'tl_1', 'hash-of-theirs')`,
      [randomUUID(), theirs],
    )
    await writer.query(
      `INSERT INTO run (id, tenant_id, kind, status, priority, open_steps, traceparent, status_detail) VALUES ($1, $2, 'meeting', 'accepted', 'normal', 1, '00', 'secret')`,
      [meeting, theirs],
    )
    await writer.query(
      `INSERT INTO step (run_id, name, tenant_id, queue, required, status, pending, detail) VALUES ($1, 'normalize', $2, 'ingest', true, 'ready', 0, 'secret')`,
      [meeting, theirs],
    )
  })
  afterAll(async () => {
    for (const client of clients) await client.end()
    await database.drop()
  })

  it('is forced, with a policy for the application, on every table that belongs to a tenant', async () => {
    const owner = await connect(undefined)

    const { rows } = await owner.query(`
      SELECT c.relname FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND (c.relname = 'tenant' OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'))
         AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
           SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname AND 'tl_app' = ANY (p.roles)
             AND p.cmd = 'ALL' AND p.qual LIKE '%tl.tenant%' AND p.with_check LIKE '%tl.tenant%'))`)
    const { rows: others } = await owner.query(`
      SELECT c.relname FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relname <> 'tenant'
         AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')`)

    expect(rows).toEqual([])
    // A table without a tenant is an exception that somebody has thought about.
    expect(others.map((row) => row.relname).sort()).toEqual(['_prisma_migrations', 'model_limit', 'model_slot'])
  })

  it.each([
    ['no tenant', undefined, 0],
    ['another tenant', ours, 0],
    ['the tenant itself', theirs, 1],
  ])('shows the application with %s its own rows only', async (_, tenant, count) => {
    const client = await connect('tl_app', tenant)

    expect((await client.query('SELECT 1 FROM segment')).rowCount).toBe(count)
    expect((await client.query('SELECT 1 FROM run')).rowCount).toBe(count)
    expect((await client.query(`UPDATE segment SET text = text`)).rowCount).toBe(count)
  })

  it('sees nothing after a transaction-local tenant is over, in the same session', async () => {
    const client = await connect('tl_app')
    await client.query('BEGIN')
    await client.query(`SELECT set_config('tl.tenant', $1, true)`, [theirs])
    expect((await client.query('SELECT 1 FROM segment')).rowCount).toBe(1)
    await client.query('COMMIT')

    expect((await client.query('SELECT 1 FROM segment')).rowCount).toBe(0)
  })

  it('refuses to write a row of another tenant, or to give one away', async () => {
    const client = await connect('tl_app', ours)
    const giver = await connect('tl_app', theirs)

    await expect(client.query(insertSegment, [theirs, meeting, 9, 'text'])).rejects.toMatchObject({ code: '42501' })
    await expect(giver.query('UPDATE segment SET tenant_id = $1', [ours])).rejects.toMatchObject({ code: '42501' })
  })

  it('lets the dispatcher read ids of all tenants, and no text', async () => {
    const dispatcher = await connect('tl_dispatch')

    expect((await dispatcher.query('SELECT run_id, tenant_id, status FROM step')).rowCount).toBe(1)
    expect((await dispatcher.query('SELECT id, tenant_id, traceparent FROM run')).rowCount).toBe(1)
    for (const [table, column] of [
      ['segment', 'text'],
      ['transcript', 'body'],
      ['meeting', 'title'],
      ['api_key', 'hash'],
      ['event', 'data'],
      ['webhook', 'secret'],
      ['memo', 'value'],
      ['tenant', 'name'],
      ['run', 'status_detail'],
      ['step', 'detail'],
      ['step', 'error'],
      ['step', 'result'],
      ['delivery', 'last_error'],
      ['delivery', 'target'],
    ]) {
      await expect(dispatcher.query(`SELECT ${column} FROM ${table}`), `${table}.${column}`).rejects.toMatchObject({
        code: '42501',
      })
    }
  })

  it('lets the dispatcher move clocks and states, and add or remove nothing', async () => {
    const dispatcher = await connect('tl_dispatch')

    const { rowCount } = await dispatcher.query(
      `UPDATE step SET epoch = epoch + 1, status = 'dispatched', dispatched_at = now() WHERE status = 'ready'`,
    )

    expect(rowCount).toBe(1)
    for (const table of ['run', 'step', 'delivery', 'event', 'tenant']) {
      await expect(dispatcher.query(`INSERT INTO ${table} DEFAULT VALUES`), table).rejects.toMatchObject({
        code: '42501',
      })
      await expect(dispatcher.query(`DELETE FROM ${table}`), table).rejects.toMatchObject({ code: '42501' })
    }
    await expect(dispatcher.query(`UPDATE step SET tenant_id = run_id`)).rejects.toMatchObject({ code: '42501' })
  })

  it('finds a key by its hash before the tenant is known, and only so', async () => {
    const client = await connect('tl_app')

    const { rows } = await client.query(`SELECT tenant_id, name FROM find_api_key('hash-of-theirs')`)

    expect(rows).toEqual([{ tenant_id: theirs, name: 'key' }])
    expect((await client.query(`SELECT * FROM find_api_key('unknown')`)).rowCount).toBe(0)
    expect((await client.query('SELECT 1 FROM api_key')).rowCount).toBe(0)
  })

  it('keeps the functions that look past it away from everybody else', async () => {
    const dispatcher = await connect('tl_dispatch')

    for (const call of [`find_api_key('x')`, `search_segments('x', 1)`]) {
      await expect(dispatcher.query(`SELECT * FROM ${call}`), call).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('pins the search path of every function that runs with the rights of its owner', async () => {
    const owner = await connect(undefined)

    const { rows } = await owner.query(`
      SELECT p.proname, r.rolsuper, r.rolbypassrls, r.rolcanlogin FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
       WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace
         AND (r.rolsuper OR r.rolbypassrls OR r.rolcanlogin OR NOT coalesce(p.proconfig::text LIKE '%search_path=%', false))`)

    expect(rows).toEqual([])
  })
})
