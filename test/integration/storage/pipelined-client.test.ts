import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../src/storage/client.ts'
import { inTenant, readInTenant, send, type Tx } from '../../../src/storage/tx.ts'
import { countStatements } from '../../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { query } from '../../support/embedded.ts'

const tenantId = randomUUID()
let test: TestDatabase
/** Of one connection, so that whoever comes next gets the one of whoever was before. */
let db: Database

beforeAll(async () => {
  test = await createTestDatabase()
  db = openDatabase({ url: test.url, poolSize: 1, poolTimeoutMs: 2_000 })
  await query(test.url, `INSERT INTO tenant (id, name) VALUES ('${tenantId}', 'harbour')`)
})
afterAll(async () => {
  await db.close()
  await test.drop()
})

const keep = (tx: Tx, code: string) =>
  send(
    tx,
  )`INSERT INTO persona (tenant_id, code, label, description, role) VALUES (${tenantId}::uuid, ${code}, '', '', '')`
const who = async (tx: Tx): Promise<string | undefined> =>
  (await tx.$queryRaw<{ who: string }[]>`SELECT current_setting('tl.tenant', true) AS who`)[0]?.who
const kept = async (code: string): Promise<number> =>
  (await query(test.url, `SELECT 1 FROM persona WHERE code = '${code}'`)).length
const failing = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it did not fail',
    (error: Error) => error.message,
  )

describe('a transaction', () => {
  it('knows its tenant from the first statement on, and no other one after it does', async () => {
    expect(await inTenant(db, tenantId, who)).toBe(tenantId)
    const [outside] = await db.app.$queryRaw<{ who: string }[]>`SELECT current_setting('tl.tenant', true) AS who`
    expect(outside?.who ?? '').toBe('')
    const other = randomUUID()
    expect(await readInTenant(db, other, who)).toBe(other)
  })

  it('is opened with its first statement, and costs nothing where there is none', async () => {
    expect(await countStatements(() => inTenant(db, tenantId, who))).toBe(3)
    expect(await countStatements(() => inTenant(db, tenantId, async () => undefined))).toBe(0)
    expect(await inTenant(db, tenantId, who)).toBe(tenantId)
  })

  it('refuses a tenant that is no id before anything is sent', async () => {
    const odd = `${tenantId}'; SET ROLE postgres; --`
    const asked = await countStatements(async () => {
      expect(await failing(inTenant(db, odd, who))).toContain('not the id of a tenant')
    })
    expect(asked).toBe(0)
  })

  it('that only reads refuses to write, and leaves its connection to the next', async () => {
    const write = (tx: Tx) =>
      tx.$executeRaw`INSERT INTO persona (tenant_id, code, label, description, role) VALUES (${tenantId}::uuid, 'reader', '', '', '')`
    expect(await failing(readInTenant(db, tenantId, write))).toContain('read-only')
    expect(await kept('reader')).toBe(0)
    await inTenant(db, tenantId, write)
    expect(await kept('reader')).toBe(1)
  })
})

describe('a write that nobody waits for', () => {
  it('is there when the transaction has ended', async () => {
    await inTenant(db, tenantId, async (tx) => {
      await keep(tx, 'first')
      await keep(tx, 'second')
    })
    expect([await kept('first'), await kept('second')]).toEqual([1, 1])
  })

  it('is seen by the statement behind it', async () => {
    const found = await inTenant(db, tenantId, async (tx) => {
      await keep(tx, 'seen')
      return tx.$queryRaw<unknown[]>`SELECT 1 FROM persona WHERE code = 'seen'`
    })
    expect(found).toHaveLength(1)
  })

  it('fails the statement behind it, with what went wrong first, and takes the whole transaction with it', async () => {
    const work = inTenant(db, tenantId, async (tx) => {
      await keep(tx, 'before')
      await send(tx)`INSERT INTO persona (tenant_id, code) VALUES (${tenantId}::uuid, ${null})`
      await keep(tx, 'behind')
      await who(tx)
    })
    expect(await failing(work)).toMatch(/null value in column "code"/i)
    expect([await kept('before'), await kept('behind')]).toEqual([0, 0])
  })

  it('fails the end of the transaction when nothing is behind it', async () => {
    const work = inTenant(db, tenantId, async (tx) => {
      await keep(tx, 'lost')
      await send(tx)`INSERT INTO persona (tenant_id, code) VALUES (${tenantId}::uuid, ${null})`
    })
    expect(await failing(work)).not.toBe('it did not fail')
    expect(await kept('lost')).toBe(0)
  })

  it('does not fail whoever uses the connection next', async () => {
    const work = inTenant(db, tenantId, async (tx) => {
      await send(tx)`INSERT INTO persona (tenant_id, code) VALUES (${tenantId}::uuid, ${null})`
      throw new Error('changed its mind')
    })
    expect(await failing(work)).toBe('changed its mind')
    expect(await inTenant(db, tenantId, who)).toBe(tenantId)
  })

  it('is lost with its connection, and the transaction fails', async () => {
    const work = inTenant(db, tenantId, async (tx) => {
      const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      await keep(tx, 'cut')
      await query(test.url, `SELECT pg_terminate_backend(${own?.pid})`)
      await keep(tx, 'cut again')
    })
    expect(await failing(work)).not.toBe('it did not fail')
    expect(await kept('cut')).toBe(0)
    expect(await inTenant(db, tenantId, who)).toBe(tenantId)
  })
})
